import type { ManualCheck } from '#shared/contract/inspection-day'
import { AppError } from '#shared/contract/app-error'
import items from './manual-checks.json'

/** How often somebody has to look; `once` when a site opens. */
export type ManualCheckRhythm = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'once'

/** An item of the official list that a person judges: what a machine cannot decide, or decides only in part. */
export interface ManualCheckItem {
  readonly item: string
  /** Indicator that the item belongs to. */
  readonly indicator: string
  readonly look: string
  readonly every: ManualCheckRhythm
  readonly source: string
}

const rhythms: readonly string[] = ['day', 'week', 'month', 'quarter', 'year', 'once'] satisfies ManualCheckRhythm[]
const isItem = (item: (typeof items)[number]): item is ManualCheckItem => rhythms.includes(item.every)

/** The list in its official order. */
export const manualCheckItems: readonly ManualCheckItem[] = items.filter(isItem)

export type ManualAnswer = Pick<ManualCheck, 'item' | 'state' | 'note'>

/**
 * The whole list with what was answered, `unchecked` where nothing was: nobody signs for what nobody looked at.
 * Throws `invalid` for an item that is not on the list and for a fault without words.
 */
export function completeChecks(answers: readonly ManualAnswer[]): ManualCheck[] {
  const byItem = new Map(answers.map((answer) => [answer.item, answer]))
  for (const { item, state, note } of answers) {
    if (!manualCheckItems.some((known) => known.item === item))
      throw new AppError('invalid', `人工核对清单中没有 ${item}，请更新程序后重试`, { item })
    if (state === 'fault' && note.trim() === '') throw new AppError('invalid', `请写明 ${item} 存在的问题`, { item })
  }
  return manualCheckItems.map(({ item, look }) => {
    const { state, note } = byItem.get(item) ?? { state: 'unchecked', note: '' }
    return { item, look, state, note: note.trim() }
  })
}
