import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { uuidv7 } from 'uuidv7'
import { createConsole, type Console } from '#core/console'
import { routes, type Session } from '#shared/contract/api'
import type { Column } from '#shared/contract/column'
import { schemaVersion } from '#shared/contract/command'
import type { SyncStatus } from '#shared/contract/desk'
import { operatorId, type DemoLogin } from '#platform/demo/operators'
import type { Bench, BenchContext } from './bench'
import { withProvince, type Province } from './lab/province'
import { median, p95 } from './lab/statistics'

const most = 300
const changes = 80
/** Both have every column of the province in their scope. */
const [firstLogin, secondLogin] = ['linzhiyuan', 'hejinglan'] as const satisfies readonly DemoLogin[]

const absent = () => Promise.reject(new Error('there is no window here'))

/** The core of a console, as it runs behind its windows, with everything synced. */
async function openCore({ out }: BenchContext, province: Province, login: DemoLogin): Promise<Console> {
  const dataDir = path.join(out, `core-${login}`)
  mkdirSync(dataDir, { recursive: true })
  const native = {
    canWrap: () => Promise.resolve(false),
    ...{ wrap: absent, unwrap: absent, pickFiles: absent, pickSave: absent },
    ...{ printPdf: absent, reveal: absent, theme: absent },
  }
  const console = createConsole({ dataDir, platform: province.address, native })
  await console.desk['session.signIn']({ platform: province.address, login, password: province.password })
  await happens<SyncStatus>(console, 'sync', ({ state, syncedTo }) => state === 'online' && syncedTo !== null)
  return console
}

/** Resolves when an event of that topic fits. */
function happens<T>(console: Console, topic: 'sync' | 'changed', fits: (payload: T) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${topic}: nothing that fits within two minutes`)), 120_000)
    const stop = console.events.subscribe((told, payload) => {
      if (told !== topic || !fits(payload as T)) return
      stop()
      clearTimeout(late)
      resolve()
    })
  })
}

async function someColumns(console: Console): Promise<Column[]> {
  const query = { kind: 'column', where: {}, search: '', offset: 0, limit: changes } as const
  return (await console.desk['rows.list'](query)).rows as Column[]
}

const isThere = async (console: Console, { id, owner }: Pick<Column, 'id' | 'owner'>) =>
  ((await console.desk['rows.get']({ kind: 'column', id })) as Column).owner === owner

const change = ({ id: columnId, siteId }: Column, owner: string) => ({
  type: 'column.change',
  args: { columnId, siteId, batchId: null, set: { owner } },
})

/** Milliseconds from the operator's click at one console until the row is in the store of the other. */
async function pass(from: Console, to: Console, column: Column): Promise<number> {
  const owner = `负责人${randomUUID().slice(0, 4)}`
  const begun = performance.now()
  await from.desk['commands.submit'](change(column, owner))
  do await happens(to, 'changed', () => true)
  while (!(await isThere(to, { id: column.id, owner })))
  return performance.now() - begun
}

/** A device of its own that hands in commands without any console. */
async function openBareDevice({ address, password }: Province) {
  const [agent, device] = [new Agent(), uuidv7()]
  let n = 0
  let token = ''
  const ask = async (route: { path: string }, body: unknown) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await request(address + route.path, {
      ...{ method: 'POST', headers, dispatcher: agent },
      body: JSON.stringify(body),
    })
    return answer.body.json()
  }
  token = ((await ask(routes.signIn, { login: firstLogin, password })) as Session).accessToken
  return {
    /** Milliseconds of the HTTP request that hands in one command, answer included. */
    async send({ id, version, ...column }: Column): Promise<number> {
      n += 1
      const command = {
        ...change({ ...column, id, version }, `负责人${randomUUID().slice(0, 4)}`),
        ...{ id: uuidv7(), device, n, author: operatorId(firstLogin), schema: schemaVersion },
        base: [{ entity: { kind: 'column', id }, version }],
        madeAt: new Date().toISOString(),
      }
      const begun = performance.now()
      const answer = (await ask(routes.sendCommands, { device, commands: [command] })) as {
        outcomes: { result: string }[]
      }
      const took = performance.now() - begun
      if (answer.outcomes[0]?.result !== 'applied') throw new Error(`not applied: ${JSON.stringify(answer)}`)
      return took
    },
    close: () => agent.close(),
  }
}

async function measure(context: BenchContext, province: Province): Promise<{ ours: number[]; floors: number[] }> {
  const mine = await openCore(context, province, firstLogin)
  const theirs = await openCore(context, province, secondLogin)
  const bare = await openBareDevice(province)
  const measured: { ours: number[]; floors: number[] } = { ours: [], floors: [] }
  try {
    for (const column of await someColumns(theirs)) {
      // Windows are told of changes at most every 120 ms, and operators don't work in step with polls and pokes.
      await delay(150 + Math.random() * 250)
      measured.ours.push(await pass(mine, theirs, column))
      const present = (await theirs.desk['rows.get']({ kind: 'column', id: column.id })) as Column
      const arrived = happens(theirs, 'changed', () => true)
      measured.floors.push(await bare.send(present))
      await arrived
    }
    return measured
  } finally {
    await Promise.all([mine.close(), theirs.close(), bare.close()])
  }
}

export const bench: Bench = {
  name: 'second-operator',
  run: (context) =>
    withProvince(context, async (province) => {
      const { ours, floors } = await measure(context, province)
      const value = p95(ours)
      const name = `change at one console to row at another, ${ours.length} changes`
      return [
        { name: `${name}, p50`, value: median(ours), unit: 'ms', floor: median(floors) },
        { name: `${name}, p95`, value, unit: 'ms', floor: p95(floors), target: `≤ ${most} ms`, met: value <= most },
      ]
    }),
}
