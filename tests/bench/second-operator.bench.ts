import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Console } from '#core/console'
import type { Column } from '#shared/contract/column'
import type { DemoLogin } from '#platform/demo/operators'
import type { Bench, BenchContext } from './bench'
import { openBareDevice } from './lab/bare-device'
import { change, happens, openCore, someColumns } from './lab/core'
import { withProvince, type Province } from './lab/province'
import { median, p95 } from './lab/statistics'

const most = 300
const changes = 80
/** Both have every column of the province in their scope. */
const [firstLogin, secondLogin] = ['linzhiyuan', 'hejinglan'] as const satisfies readonly DemoLogin[]

const isThere = async (console: Console, { id, owner }: Pick<Column, 'id' | 'owner'>) =>
  ((await console.desk['rows.get']({ kind: 'column', id })) as Column).owner === owner

/** Milliseconds from the operator's click at one console until the row is in the store of the other. */
async function pass(from: Console, to: Console, column: Column): Promise<number> {
  const owner = `负责人${randomUUID().slice(0, 4)}`
  const begun = performance.now()
  await from.desk['commands.submit'](change(column, owner))
  do await happens(to, 'changed', () => true)
  while (!(await isThere(to, { id: column.id, owner })))
  return performance.now() - begun
}

async function measure(context: BenchContext, province: Province): Promise<{ ours: number[]; floors: number[] }> {
  const mine = await openCore(context, province, firstLogin)
  const theirs = await openCore(context, province, secondLogin)
  const bare = await openBareDevice(province, firstLogin)
  const measured: { ours: number[]; floors: number[] } = { ours: [], floors: [] }
  try {
    for (const column of await someColumns(theirs, changes)) {
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
