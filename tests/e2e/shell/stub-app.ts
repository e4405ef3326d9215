import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'

const page = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>站群管理台</title></head>
<body><h1>子站 栏目 审核 巡查 涉密核查</h1></body></html>`

// A core that answers a few calls, as the real one does over the same ports, and can be told to die.
const core = `
import { Buffer } from 'node:buffer'
let lastId = 0
let deaf = false
const asked = new Map()
const ask = (name, args) => new Promise((resolve) => {
  asked.set(++lastId, resolve)
  process.parentPort.postMessage({ id: lastId, ask: name, args })
})
const calls = {
  echo: (input) => input,
  arguments: () => process.argv.slice(2),
  native: ({ ask: name, args }) => ask(name, args),
  die: () => process.exit(3),
  deafen: () => void (deaf = true),
  never: () => new Promise(() => {}),
}
process.parentPort.on('message', ({ data, ports }) => {
  if (data.end) return deaf ? undefined : process.exit(0)
  if (data.port !== 'window') return asked.get(data.id)?.(data)
  const [port] = ports
  port.on('message', async ({ data: { id, call, input } }) =>
    port.postMessage({ id, ok: true, value: await calls[call](input) }))
  port.start()
  port.postMessage({ event: 'hello', payload: data.window })
})
`

/** A folder that Electron can start: the real main process and preload script around a small page and core. */
export function stubAppFolder(): string {
  const built = process.env['ZHANQUN_APP'] ?? path.resolve('out/app')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zhanqun-shell-'))
  for (const file of ['main.cjs', 'preload.cjs', 'package.json'])
    copyFileSync(path.join(built, file), path.join(folder, file))
  mkdirSync(path.join(folder, 'renderer'))
  writeFileSync(path.join(folder, 'renderer/index.html'), page)
  writeFileSync(path.join(folder, 'core.mjs'), core)
  return folder
}

/** Starts such a folder with a data folder inside it. */
export function launch(folder: string): Promise<ElectronApplication> {
  return _electron.launch({ executablePath: executable(), args: flagsFor(folder), env: environmentFor(folder) })
}

/** Starts it without a driver, as a user would, and answers the exit code when it ends. */
export async function launchPlainly(folder: string): Promise<unknown> {
  const child = spawn(executable(), flagsFor(folder), { env: environmentFor(folder), stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  return code
}

function executable(): string {
  const file = process.env['ZHANQUN_ELECTRON']
  if (!file) throw new Error('ZHANQUN_ELECTRON is not set: run the tests through npm test')
  return file
}

// Chromium refuses to sandbox for root.
const flagsFor = (folder: string) => [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), folder]

function environmentFor(folder: string): Record<string, string> {
  const entries = Object.entries(process.env)
  const defined = Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return { ...defined, ZHANQUN_DATA: path.join(folder, 'data'), ZHANQUN_PLATFORM: 'http://127.0.0.1:9' }
}
