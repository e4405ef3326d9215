import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from './bench'
import { runBareElectron } from './lab/bare-electron'
import type { ElectronRun } from './lab/electron-run'
import { memoryOfTree, type Memory } from './lab/process-tree'
import { withProvince } from './lab/province'
import { alternating, median } from './lab/statistics'
import { openWorkingConsole } from './lab/workstation'

const settlingMs = 8_000
const allowedMb = 150
const allowedTimes = 1.6

async function idle(opening: Promise<ElectronRun>): Promise<Memory> {
  const run = await opening
  await delay(settlingMs)
  const memory = memoryOfTree(run.process)
  await run.close()
  return memory
}

export const bench: Bench = {
  name: 'memory',
  run: (context) =>
    withProvince(context, async (province) => {
      const { ours, floors } = await alternating(
        3,
        () => idle(openWorkingConsole(context, province)),
        () => idle(runBareElectron(context)),
      )
      return (['pss', 'rss'] as const).map((kind) => {
        const [value, floor] = [median(ours.map((each) => each[kind])), median(floors.map((each) => each[kind]))]
        const met = value <= allowedTimes * floor + allowedMb
        const name = `idle, all processes, ${kind.toUpperCase()}`
        return { name, value, unit: 'MB', floor, target: `≤ ${allowedTimes} × floor + ${allowedMb} MB`, met }
      })
    }),
}
