import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { Writable } from 'node:stream'
import Fastify from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Console } from '#core/console'
import { serveWindow, type WindowConnection } from '#core/dispatcher'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aSite, aUnit, ids } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { addOperator, bareNative, password, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

const idNumber = '11010519491231002X'
const owner = '不该入日志的责任人'

let platform: TestPlatform
let line: FaultyLine
let dataDir: string
let console: Console
let logged: string
let seen: Set<string>

beforeEach(async () => {
  logged = ''
  seen = new Set()
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString()
      done()
    },
  })
  // Every line a platform could write, without the redaction that hides slips.
  const { log } = Fastify({ logger: { level: 'trace', stream } })
  platform = await startTestPlatform({ log })
  platform.app.server.on('request', ({ headers }: IncomingMessage) => seen.add(headers.authorization?.slice(7) ?? ''))
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', [aColumn()])
  await addOperator(platform, ['province-admin'])
  line = await startFaultyLine(platform.url)
  dataDir = await temporaryFolder()
  const picked = path.join(dataDir, 'list.txt')
  await writeFile(picked, `身份证号码：${idNumber}`)
  console = quietConsole(dataDir, { native: bareNative({ pickFiles: () => Promise.resolve([picked]) }) })
})
afterEach(async () => {
  await console.close()
  await line.stop()
  await platform.stop()
  await removeFolder(dataDir)
})

/** Calls the desk the way a window does, so that what is a bug is written to the log. */
function ask(call: string, input: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    let hear: (event: { readonly data: unknown }) => void = () => undefined
    const port: WindowConnection = {
      postMessage: (message) => ('id' in message ? resolve(message) : undefined),
      on: (event: string, listener: typeof hear) => (event === 'message' ? (hear = listener) : undefined),
      start: () => undefined,
    }
    serveWindow(console, port)
    hear({ data: { id: 1, call, input } })
  })
}

it('writes neither passwords nor tokens nor what was found into any log, on either side', async () => {
  await ask('session.signIn', { platform: line.url, login: 'operator', password: 'a wrong secret' })
  await signIn(console, line.url)
  await console.desk['sync.now']({})
  const paths = await console.desk['check.pickFiles']({ folders: false })
  await console.desk['check.start']({ articleIds: [], paths })
  const args = { columnId: ids.column, siteId: ids.site, batchId: null, set: { owner } }
  await console.desk['commands.submit']({ type: 'column.change', args })
  await console.desk['sync.now']({})
  await platform.platform.db.schema.dropTable('signInFailure').execute()
  await ask('session.signIn', { platform: line.url, login: 'operator', password })
  line.fault(({ searchParams }) => {
    const entity = { kind: 'site', id: ids.site }
    const change = {
      entity,
      version: 9,
      deleted: false,
      value: { id: ids.site, keeper: idNumber },
      endsTransaction: true,
    }
    return {
      changes: [change],
      cursor: `${searchParams.get('cursor')}x`,
      caughtUpTo: new Date().toISOString(),
      more: false,
    }
  }, '/v1/changes')
  await console.desk['sync.now']({})

  const folder = path.join(dataDir, 'log')
  await mkdir(folder, { recursive: true })
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')))
  expect(files.join('')).toContain('Error')
  expect(logged).toContain('request failed')
  const tokens = [...seen].filter((token) => token !== '')
  expect(tokens.length).toBeGreaterThan(0)
  for (const secret of [password, 'a wrong secret', idNumber, owner, 'authorization', ...tokens]) {
    expect(logged, `the platform's log holds ${secret}`).not.toContain(secret)
    expect(files.join(''), `core's log holds ${secret}`).not.toContain(secret)
  }
})
