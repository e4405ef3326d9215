import { AppError } from '#shared/contract/app-error'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { ReinspectedFinding, Reinspection } from '#shared/contract/rectification-work'
import { failed, noted, stepped, workOf, type Doer } from './rectification'

/** Looks kept with an order: the last ones tell what happened, and the history says how many there were. */
const mostKept = 20

/**
 * The order after a second look at all of its findings: back to the site where one is still there, verified where all are
 * gone, and waiting as before where that can't be said, for what fails on our side says nothing of the site.
 * @throws AppError `rule` where nothing is reported as rectified, `invalid` where a finding was not looked at
 */
export function reinspected(
  order: RectificationOrder,
  results: readonly ReinspectedFinding[],
  doer: Doer,
): RectificationOrder {
  if (order.state !== 'rectified') throw new AppError('rule', '整改单不在待复核状态，请刷新后查看最新状态')
  const looked = new Set(results.map(({ findingId }) => findingId))
  if (looked.size !== order.findingIds.length || order.findingIds.some((id) => !looked.has(id)))
    throw new AppError('invalid', '复核结果与整改单的问题不一致，请重新复核')
  const reinspections: Reinspection[] = [
    ...workOf(order).reinspections,
    { at: doer.at, by: doer.by, results: [...results] },
  ].slice(-mostKept)
  const [still, unknown] = [withVerdict(results, 'still'), withVerdict(results, 'unknown')]
  if (still.length > 0)
    return failed(order, factsOf(`复核发现 ${still.length} 个问题仍然存在`, still), doer, { reinspections })
  if (unknown.length > 0)
    return noted(order, 'reinspect', factsOf('复核未能得出结论，不计为未整改', unknown), doer, { reinspections })
  const verified = stepped(order, 'verify', `自动复核通过：${results.length} 个问题均已消除`, doer, { reinspections })
  return workOf(order).closing === 'automatic' ? stepped(verified, 'close', '复核通过，按设置自动销号', doer) : verified
}

const withVerdict = (results: readonly ReinspectedFinding[], wanted: ReinspectedFinding['verdict']) =>
  results.filter(({ verdict }) => verdict === wanted)

const mostTold = 3

const factsOf = (what: string, results: readonly ReinspectedFinding[]): string =>
  `${what}：${results
    .slice(0, mostTold)
    .map(({ fact }) => fact)
    .join('；')}${results.length > mostTold ? ' 等' : ''}`
