import type { AuditEntry } from '#shared/contract/audit-entry'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { ReviewTask } from '#shared/contract/review-task'
import type { SiteRequest } from '#shared/contract/site-request'
import { chance } from './chance'
import { demoId, instant } from './demo-id'
import { operatorId } from './operators'
import { personName } from './people'
import { timeBefore, type DemoSetting } from './setting'
import type { DemoSite } from './sites'

type Deed = Omit<AuditEntry, 'id' | 'version' | 'madeAt' | 'batchId'>
type Difference = AuditEntry['differences'][number]

const moved = (subject: string, before: string, after: string): Difference => ({
  subject,
  field: 'state',
  before,
  after,
})

/** Every second site once changed its keeper, in the course of the last year. */
function siteEdits(sites: readonly DemoSite[], setting: DemoSetting): Deed[] {
  return sites
    .filter(({ number }) => number % 2 === 0)
    .map(({ site, number }) => {
      const subject = `site:${site.id}`
      const before = personName('former keeper', number)
      return {
        siteId: site.id,
        operatorId: operatorId('linzhiyuan'),
        type: 'site.edit',
        at: instant(timeBefore(setting, 15 + (chance('edited', number) % 330), 10, number % 300)),
        subjects: [subject],
        differences: [{ subject, field: 'keeper', before, after: site.keeper }],
        reason: null,
      }
    })
}

const approvals = (tasks: readonly ReviewTask[]): Deed[] =>
  tasks.flatMap((task) => {
    if (task.decidedBy === null || task.decidedAt === null) return []
    const subject = `reviewTask:${task.id}`
    return {
      siteId: task.siteId,
      operatorId: task.decidedBy,
      type: 'review.approve',
      at: task.decidedAt,
      subjects: [subject, `article:${task.articleId}`],
      differences: [moved(subject, 'waiting', 'approved')],
      reason: task.comment,
    }
  })

const orderStates = ['issued', 'rectified', 'verified', 'closed'] as const

function orderDeeds({ id, siteId, issuedBy, issuedAt, notes, requirement }: RectificationOrder): Deed[] {
  const subject = `rectificationOrder:${id}`
  const issued = {
    siteId,
    operatorId: issuedBy,
    type: 'order.issue',
    at: issuedAt,
    subjects: [subject],
    differences: [],
    reason: requirement,
  }
  const steps = notes.map(({ at, by, text }, step) => ({
    siteId,
    operatorId: by,
    type: 'order.advance',
    at,
    subjects: [subject],
    differences: [moved(subject, orderStates[step] ?? '', orderStates[step + 1] ?? '')],
    reason: text,
  }))
  return [issued, ...steps]
}

function requestDeeds({ id, siteId, submittedBy, submittedAt, reason, steps, state }: SiteRequest): Deed[] {
  const subject = `siteRequest:${id}`
  const common = { siteId, subjects: [subject] }
  const asked = {
    ...common,
    operatorId: submittedBy,
    type: 'site-request.submit',
    at: submittedAt,
    differences: [],
    reason,
  }
  const decided = steps.flatMap(({ by, at, reason: why }) =>
    by === null || at === null
      ? []
      : [
          {
            ...common,
            operatorId: by,
            type: 'site-request.decide',
            at,
            differences: [moved(subject, 'submitted', state)],
            reason: why,
          },
        ],
  )
  return [asked, ...decided]
}

export interface AuditSources {
  readonly sites: readonly DemoSite[]
  readonly tasks: readonly ReviewTask[]
  readonly orders: readonly RectificationOrder[]
  readonly requests: readonly SiteRequest[]
}

/** The record of what operators did before today, so that a site's detail has a history. */
export function demoAudit({ sites, tasks, orders, requests }: AuditSources, setting: DemoSetting): AuditEntry[] {
  const deeds = [
    ...siteEdits(sites, setting),
    ...approvals(tasks),
    ...orders.flatMap(orderDeeds),
    ...requests.flatMap(requestDeeds),
  ]
  return deeds.map((deed, number) => ({
    ...deed,
    id: demoId('audit', number, Date.parse(deed.at)),
    version: 1,
    madeAt: deed.at,
    batchId: null,
  }))
}
