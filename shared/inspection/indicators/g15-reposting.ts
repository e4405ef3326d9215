import { defineIndicator } from '#shared/inspection/indicator'
import { repostings, superiorDocuments } from '#shared/inspection/judge/repostings'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'

/** G15 转载: documents of superiors, as the plan feeds them, taken over within their hours. Without a feed nothing is said. */
export const indicator = defineIndicator({
  id: 'G15',
  severity: 'deduct',
  thresholds: superiorDocuments,
  evaluate: (context, { documents }) =>
    repostings(context, documents).map(({ document, fact, seen }) => ({
      indicator: 'G15',
      severity: 'deduct',
      url: seen.visit.url,
      detail: `《${document.title}》应在 ${document.hours} 小时内转载，${fact}`,
      evidence: {
        ...evidenceOfPage(seen),
        expected: `${document.publishedAt} 起 ${document.hours} 小时内转载`,
        actual: fact,
      },
    })),
})
