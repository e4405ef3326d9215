import { AppError } from '#shared/contract/app-error'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { sm3OfValue } from '#shared/signing/sm3'
import type { SiteTarget } from '#shared/inspection/target'
import type { RunFile } from './run-file'

export interface RunOrder {
  readonly targets: readonly SiteTarget[]
  readonly plan: InspectionPlan
}

/** Writes down what a run is to do or, in a file that has a run, makes sure that it is this one. Throws `conflict`. */
export function claimRun(file: RunFile, order: RunOrder): void {
  const hash = sm3OfValue(order)
  const known = file.note('hash')
  if (known === hash) return
  if (known !== undefined)
    throw new AppError('conflict', '运行文件属于另一次巡查（网址或方案不同），请换一个文件或用 --resume 继续')
  file.setNote('order', JSON.stringify(order))
  file.setNote('hash', hash)
}

/** What the run in a file is to do; undefined in a new file. */
export function orderOf(file: RunFile): RunOrder | undefined {
  const order = file.note('order')
  return order === undefined ? undefined : (JSON.parse(order) as RunOrder)
}
