import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createConsole, type Console, type ConsoleOptions } from '#core/console'
import type { Native } from '#core/native'
import { AppError } from '#shared/contract/app-error'
import type { SyncStatus } from '#shared/contract/desk'
import type { Operator, Role } from '#shared/contract/operator'
import { createOperator } from '#platform/sessions/passwords'
import type { RunningPlatform } from '#platform/server'
import { anOperator } from '#tests/builders'

export const password = 'Zhanqun-2026'

const unavailable = () => Promise.reject(new AppError('unavailable', '测试环境没有此系统功能'))

/** A workstation without key ring, dialogs or printer; a test replaces what it needs. */
export const bareNative = (over: Partial<Native> = {}): Native => ({
  canWrap: () => Promise.resolve(false),
  wrap: unavailable,
  unwrap: unavailable,
  pickFiles: () => Promise.resolve([]),
  pickSave: () => Promise.resolve(null),
  printPdf: unavailable,
  reveal: () => Promise.resolve(null),
  theme: () => Promise.resolve(false),
  ...over,
})

export const temporaryFolder = () => mkdtemp(path.join(tmpdir(), 'zhanqun-core-'))
export const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true })

/** A console that only syncs when asked to, so that tests decide the order of things. */
export const quietConsole = (dataDir: string, over: Partial<ConsoleOptions> = {}): Console =>
  createConsole({ dataDir, platform: '', native: bareNative(), pollMs: 3_600_000, pokes: false, ...over })

export const signIn = (console: Console, platform: string, login = 'operator', secret = password) =>
  console.desk['session.signIn']({ platform, login, password: secret })

/** Resolves with the first status that fits; fails with the last one seen after a while. */
export function statusWhere(console: Console, fits: (status: SyncStatus) => boolean): Promise<SyncStatus> {
  return new Promise((resolve, reject) => {
    let last: SyncStatus | null = null
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`the status never came; the last was ${JSON.stringify(last)}`))
    }, 20_000)
    const look = (status: SyncStatus) => {
      last = status
      if (!fits(status)) return
      stop()
      clearTimeout(timer)
      resolve(status)
    }
    const stop = console.events.subscribe((topic, payload) => {
      if (topic === 'sync') look(payload as SyncStatus)
    })
    void Promise.resolve(console.desk['sync.status']({})).then(look)
  })
}

export async function addOperator(
  { platform }: RunningPlatform,
  roles: readonly Role[],
  over: Partial<Operator> = {},
): Promise<Operator> {
  const operator = anOperator(roles, over)
  await createOperator(platform.db, operator, password)
  return operator
}
