import { addWorkingDays } from '#shared/domain/calendar'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, thresholdsOf } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { pendingMessages, type PendingMessage } from '#shared/inspection/judge/messages'
import { Type } from '@sinclair/typebox'

const thresholds = Type.Object({ workingDays: Type.Integer({ minimum: 1 }) })

/** D15 办理答复: messages that wait longer than the clause allows; one hint a site, since the test question is asked by a person. */
export const indicator = defineIndicator({
  id: 'D15',
  severity: 'hint',
  thresholds,
  evaluate: (context, { workingDays }) => {
    const late = pendingMessages(context).filter(
      (message) => addWorkingDays(message.askedOn, workingDays) < context.today && !isForV5(message, context),
    )
    const [oldest] = late
    if (oldest === undefined) return []
    return [
      {
        indicator: 'D15',
        severity: 'hint',
        url: oldest.url,
        detail: `${late.length} 条留言超过 ${workingDays} 个工作日未答复，最早的为 ${oldest.askedOn}“${oldest.title}”`,
        evidence: {
          ...evidenceOfPage(oldest.seen),
          foundOn: late.map(({ url }) => url).slice(0, 20),
          excerpt: excerpt(late.map(({ title }) => title).join('；')),
          expected: `${workingDays} 个工作日内答复`,
          actual: `${late.length} 条未答复`,
        },
      },
    ]
  },
})

const v5 = Type.Object({ days: Type.Integer() })

/** What the veto counts is not told twice. */
function isForV5({ askedOn }: PendingMessage, { plan, today }: SiteContext): boolean {
  if (plan.indicators['V5']?.enabled !== true) return false
  const { days } = thresholdsOf(plan, 'V5', v5)
  return (Date.parse(today) - Date.parse(askedOn)) / 86_400_000 > days
}
