import type { AuditEntry } from '#shared/contract/audit-entry'
import type { OrderDeed, RectificationOrder } from '#shared/contract/rectification-order'
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

/** How orders went on; what the platform verified stands in the name of whoever issued it. */
const orderSteps: Readonly<Partial<Record<OrderDeed, readonly [type: string, before: string, after: string]>>> = {
  accept: ['order.accept', 'issued', 'accepted'],
  rectify: ['order.report', 'accepted', 'rectified'],
  verify: ['order.reinspect', 'rectified', 'verified'],
  close: ['order.advance', 'verified', 'closed'],
}

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
  const steps = notes.flatMap(({ at, by, text, deed }) => {
    const step = deed && orderSteps[deed]
    if (!step) return []
    const [type, before, after] = step
    const differences = [moved(subject, before, after)]
    return { siteId, operatorId: by ?? issuedBy, type, at, subjects: [subject], differences, reason: text }
  })
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
