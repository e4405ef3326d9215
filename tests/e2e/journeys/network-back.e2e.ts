import type { ElectronApplication } from '@playwright/test'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { Line } from '#tests/e2e/harness/line'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

/** Sooner than the console would try by itself after it has failed for a while. */
const atOnce = 2_500

let platform: DemoPlatform
let line: Line
let place: Workplace
test.beforeAll(async ({ databases }) => {
  test.setTimeout(240_000)
  platform = await DemoPlatform.start(databases)
  line = await Line.to(platform.address)
  place = await Workplace.of('linzhiyuan', { platform: line.address })
})
test.afterAll(async () => {
  await place?.remove()
  await line?.close()
  await platform?.remove()
})

/** Long enough that the next try by itself is some seconds away. */
async function offlineForAWhile(): Promise<void> {
  line.cut()
  await place.shell.untilOffline()
  const tries = line.refused
  await expect.poll(() => line.refused, { timeout: 30_000 }).toBeGreaterThan(tries + 1)
}

const wake = (app: ElectronApplication) => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
const look = (app: ElectronApplication) =>
  app.evaluate(({ app, BrowserWindow }) => void app.emit('browser-window-focus', {}, BrowserWindow.getAllWindows()[0]))
/** As if the system had left its network and found another one, each for long enough to be seen. */
const rejoin = (app: ElectronApplication) =>
  app.evaluate(async ({ net }) => {
    const seen = (isOnline: boolean) => new Promise<void>((resolve) => (net.isOnline = () => (resolve(), isOnline)))
    const own = net.isOnline
    await seen(false)
    await seen(true)
    net.isOnline = own
  })

test.describe.configure({ mode: 'serial' })
for (const [sign, give] of [
  ['the workstation wakes from sleep', wake],
  ['somebody comes back to the window', look],
  ['there is a network again', rejoin],
] as const)
  test(`the console is online at once when ${sign}`, async () => {
    test.setTimeout(90_000)
    await offlineForAWhile()
    line.mend()
    await give(place.console.app)
    await expect(place.shell.status).toContainText('在线', { timeout: atOnce })
  })
