import { addDays } from '#shared/domain/calendar'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { pendingMessages } from '#shared/inspection/judge/messages'
import { Type } from '@sinclair/typebox'

const days = Type.Integer({ minimum: 1 })

/** V5 互动回应差: a public message of the last year that nobody answered for over three months. */
export const indicator = defineIndicator({
  id: 'V5',
  severity: 'veto',
  thresholds: Type.Object({ days, within: days }),
  evaluate: (context, limits) => {
    const [from, to] = [addDays(context.today, -limits.within), addDays(context.today, -limits.days)]
    const late = pendingMessages(context).filter(({ askedOn }) => askedOn >= from && askedOn < to)
    return late.map(({ title, url, askedOn, seen }) => ({
      indicator: 'V5',
      severity: 'veto',
      url,
      detail: `留言“${title}”自 ${askedOn} 起超过 ${limits.days} 天未答复`,
      evidence: {
        ...evidenceOfPage(seen),
        foundOn: [seen.visit.url],
        excerpt: excerpt(title),
        expected: `${limits.days} 天内答复`,
        actual: '未答复',
      },
    }))
  },
})
