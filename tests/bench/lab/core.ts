import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createConsole, type Console, type ConsoleOptions } from '#core/console'
import type { Column } from '#shared/contract/column'
import type { SyncStatus } from '#shared/contract/desk'
import type { DemoLogin } from '#platform/demo/operators'
import type { BenchContext } from '../bench'
import type { Province } from './province'

const absent = () => Promise.reject(new Error('there is no window here'))

/** The core of a console, as it runs behind its windows, with everything synced. */
export async function openCore(
  { out }: BenchContext,
  province: Province,
  login: DemoLogin,
  over: Pick<ConsoleOptions, 'fetch'> = {},
  watch: (console: Console) => void = () => undefined,
): Promise<Console> {
  const dataDir = path.join(out, `core-${login}`)
  // What an earlier run left waiting or parked is none of this one's.
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const native = {
    canWrap: () => Promise.resolve(false),
    ...{ wrap: absent, unwrap: absent, pickFiles: absent, pickSave: absent },
    ...{ printPdf: absent, reveal: absent, theme: absent },
  }
  const console = createConsole({ dataDir, platform: province.address, native, ...over })
  watch(console)
  await console.desk['session.signIn']({ platform: province.address, login, password: province.password })
  await happens<SyncStatus>(console, 'sync', ({ state, syncedTo }) => state === 'online' && syncedTo !== null)
  return console
}

/** Resolves when an event of that topic fits. */
export function happens<T>(console: Console, topic: 'sync' | 'changed', fits: (payload: T) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${topic}: nothing that fits within ten minutes`)), 600_000)
    const stop = console.events.subscribe((told, payload) => {
      if (told !== topic || !fits(payload as T)) return
      stop()
      clearTimeout(late)
      resolve()
    })
  })
}

export async function someColumns(console: Console, limit: number, offset = 0): Promise<Column[]> {
  const rows: Column[] = []
  while (rows.length < limit) {
    const query = { kind: 'column', where: {}, search: '', offset: offset + rows.length, limit: 500 } as const
    const page = (await console.desk['rows.list'](query)).rows as Column[]
    if (page.length === 0) throw new Error('there are not so many columns')
    rows.push(...page)
  }
  return rows.slice(0, limit)
}

/** Another owner for a column. */
export const change = ({ id: columnId, siteId }: Column, owner: string) => ({
  type: 'column.change',
  args: { columnId, siteId, batchId: null, set: { owner } },
})
