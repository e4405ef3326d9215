import path from 'node:path'
import type { SyncStatus } from '#shared/contract/desk'
import type { BenchContext } from '../bench'
import { runElectron, type ElectronRun } from './electron-run'
import type { Page } from './page'
import type { Province } from './province'

/** The console over a data folder of the bench's own. */
export const openConsole = (
  { electron, app, out }: BenchContext,
  province: Province,
  data = 'workstation',
): Promise<ElectronRun> =>
  runElectron({
    electron,
    app,
    address: 'app://console/',
    env: { ZHANQUN_DATA: path.join(out, data), ZHANQUN_PLATFORM: province.address },
  })

/** The console with everything synced and the operator signed in, as in the middle of a working day. */
export async function openWorkingConsole(context: BenchContext, province: Province): Promise<ElectronRun> {
  const console = await openConsole(context, province)
  await signIn(console.page, province)
  await show(console.page, '#/sites')
  return console
}

export interface FirstSync {
  readonly milliseconds: number
  /** Rows that the platform announced. */
  readonly rows: number
}

/** Signs in past the form and waits until everything is here. */
export const signIn = (page: Page, { address: platform, login, password }: Province): Promise<FirstSync> =>
  page.run(
    async ({ patience, ...credentials }) => {
      const begun = performance.now()
      const answer = await window.zhanqun.call('session.signIn', credentials)
      if (!answer.ok) throw new Error(answer.error.message)
      for (let rows = 0; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const told = await window.zhanqun.call('sync.status', {})
        const status = (told.ok ? told.value : undefined) as SyncStatus | undefined
        rows = Math.max(rows, status?.progress?.expected ?? 0)
        const milliseconds = performance.now() - begun
        if (status?.state === 'online' && status.syncedTo !== null) return { milliseconds, rows }
        if (milliseconds > patience) throw new Error(`not synced: ${JSON.stringify(status)}`)
      }
    },
    { platform, login, password, patience: 120_000 },
  )

/** Loads the page anew at a module and waits until its list has rows. */
export const show = async (page: Page, hash: string): Promise<void> => {
  await page.run((to) => {
    location.hash = to
    setTimeout(() => location.reload(), 50)
  }, hash)
  await new Promise((resolve) => setTimeout(resolve, 500))
  await page.run(async () => {
    const isThere = () => document.querySelectorAll('[role=grid] .row:not(.waiting)').length > 5
    while (!isThere()) await new Promise(requestAnimationFrame)
  }, undefined)
}
