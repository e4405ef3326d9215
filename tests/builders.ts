import type { Article, Revision } from '#shared/contract/article'
import type { AuditEntry } from '#shared/contract/audit-entry'
import type { Column } from '#shared/contract/column'
import type { Exemption } from '#shared/contract/exemption'
import type { Finding, ObservedFinding } from '#shared/contract/finding'
import type { Hit, ObservedHit } from '#shared/contract/hit'
import type { InspectionDay } from '#shared/contract/inspection-day'
import type { InspectionRun } from '#shared/contract/inspection-run'
import type { InspectionTimetable } from '#shared/contract/inspection-timetable'
import type { Operator, Role, Scope } from '#shared/contract/operator'
import type { PlatformRun } from '#shared/contract/platform-run'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { Region } from '#shared/contract/region'
import type { ReviewTask } from '#shared/contract/review-task'
import type { SignOff, SigningKey } from '#shared/contract/sign-off'
import type { Site } from '#shared/contract/site'
import type { SiteRequest } from '#shared/contract/site-request'
import type { Unit } from '#shared/contract/unit'
import { dayId } from '#shared/domain/day-identity'
import { identityOf } from '#shared/domain/finding-subject'
import { orderedRun } from '#shared/domain/platform-run-states'
import { judgedContent } from '#shared/domain/revision-hash'
import { sealDocument, type ToSeal } from '#shared/signing/seal-document'
import { generateKeyPair, publicKeyOf } from '#shared/signing/sm2'
import { idFrom, sm3Hex, sm3OfValue } from '#shared/signing/sm3'

/** A well-formed id that is the same in every run of a test. */
export const testId = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** Ids the builders use unless told otherwise, so that what they build fits together. */
export const ids = {
  unit: testId(1),
  site: testId(2),
  column: testId(3),
  article: testId(4),
  revision: testId(5),
  task: testId(6),
  author: testId(7),
  operator: testId(8),
  hit: testId(9),
  plan: testId(10),
  run: testId(11),
  finding: testId(12),
  order: testId(13),
  signOff: testId(14),
  key: testId(15),
  request: testId(16),
  region: testId(17),
  command: testId(18),
  platformRun: testId(19),
  exemption: testId(20),
} as const

/** Monday 2 March 2026, ten in the morning in the province. */
export const now = '2026-03-02T02:00:00.000Z'
export const today = '2026-03-02'
export const province: Scope = { province: true }

/** An operator who holds these roles over the whole province. */
export const anOperator = (roles: readonly Role[] = [], over: Partial<Operator> = {}): Operator => ({
  id: ids.operator,
  version: 1,
  login: 'operator',
  name: '王操作',
  unitId: ids.unit,
  assignments: roles.map((role) => ({ role, scope: province })),
  ...over,
})

export const aUnit = (over: Partial<Unit> = {}): Unit => ({
  id: ids.unit,
  version: 1,
  name: '云岭市人民政府办公室',
  regionCode: '340100',
  level: 'city',
  ...over,
})

export const aRegion = (over: Partial<Region> = {}): Region => ({
  id: ids.region,
  version: 1,
  code: '340100',
  name: '云岭市',
  level: 'city',
  parentCode: '340000',
  ...over,
})

/** A running portal of a city. */
export const aSite = (over: Partial<Site> = {}): Site => ({
  id: ids.site,
  version: 3,
  name: '云岭市人民政府门户网站',
  responsible: '李主任',
  keeper: '赵科长',
  phone: '0551-1234567',
  icp: '皖ICP备12345678号-1',
  policeFiling: '皖公网安备 34010002000001号',
  code: '3401000001',
  domain: 'www.yunling.example',
  url: 'http://www.yunling.example/',
  level: 'city',
  type: 'portal',
  unitId: ids.unit,
  regionCode: '340100',
  state: 'running',
  launchedOn: '2015-06-01',
  securityGrade: 3,
  offlineUntil: null,
  ...over,
})

export const aColumn = (over: Partial<Column> = {}): Column => ({
  id: ids.column,
  version: 2,
  siteId: ids.site,
  parentId: null,
  name: '通知公告',
  path: '/columns/tzgg/',
  type: 'notice',
  owner: '钱编辑',
  updateCycleDays: 14,
  lastUpdatedOn: '2026-02-20',
  articleCount: 120,
  secrecyReview: false,
  state: 'open',
  changedAt: '2026-02-20T08:00:00.000Z',
  ...over,
})

/** An article waiting for 初审. */
export const anArticle = (over: Partial<Article> = {}): Article => ({
  id: ids.article,
  version: 4,
  siteId: ids.site,
  columnId: ids.column,
  title: '关于做好春季防火工作的通知',
  docNumber: null,
  source: '云岭市人民政府办公室',
  authorId: ids.author,
  disclosure: 'active',
  state: 'first_review',
  revisionId: ids.revision,
  publishedHash: null,
  publishedAt: null,
  attachments: [],
  changedAt: '2026-03-01T08:00:00.000Z',
  ...over,
})

/** Its hash is that of its own text unless told otherwise. */
export function aRevision(over: Partial<Revision> = {}): Revision {
  const text = { title: '关于做好春季防火工作的通知', body: '各县区人民政府：请按要求落实。', attachments: [], ...over }
  return {
    id: ids.revision,
    version: 1,
    siteId: ids.site,
    articleId: ids.article,
    number: 1,
    hash: sm3OfValue(judgedContent(text)),
    madeBy: ids.author,
    madeAt: '2026-03-01T08:00:00.000Z',
    ...text,
  }
}

/** A waiting task of the first stage. */
export const aTask = (over: Partial<ReviewTask> = {}): ReviewTask => ({
  id: ids.task,
  version: 1,
  siteId: ids.site,
  articleId: ids.article,
  revisionId: ids.revision,
  title: '关于做好春季防火工作的通知',
  stage: 'first',
  state: 'waiting',
  priority: 'normal',
  submittedAt: '2026-03-01T08:00:00.000Z',
  dueAt: '2026-03-03T10:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  seen: null,
  comment: null,
  ...over,
})

export const anObservedHit = (over: Partial<ObservedHit> = {}): ObservedHit => ({
  rule: 'secrecy-mark',
  category: 'secrecy-mark',
  severity: 'block',
  part: 'body',
  start: 0,
  end: 3,
  text: '机密★',
  before: '',
  after: '10年',
  ...over,
})

/** An open blocking hit in the text of `aRevision()`. */
export const aHit = (over: Partial<Hit> = {}): Hit => ({
  ...anObservedHit(),
  id: ids.hit,
  version: 1,
  siteId: ids.site,
  articleId: ids.article,
  subject: { type: 'revision', articleId: ids.article, name: '关于做好春季防火工作的通知', hash: aRevision().hash },
  packVersion: '2026.1',
  foundAt: '2026-03-01T08:00:00.000Z',
  state: 'open',
  disposition: null,
  ...over,
})

export const anObservedFinding = (over: Partial<ObservedFinding> = {}): ObservedFinding => ({
  indicator: 'D20',
  severity: 'deduct',
  url: 'http://www.yunling.example/missing.html',
  detail: '链接无法打开（404）',
  evidence: { seenAt: now, status: 404, foundOn: ['http://www.yunling.example/'], verdict: 'dead' },
  ...over,
})

/** An open finding of today. */
export function aFinding(over: Partial<Finding> = {}): Finding {
  const observed = anObservedFinding()
  return {
    ...observed,
    id: ids.finding,
    version: 1,
    siteId: ids.site,
    runId: ids.run,
    day: today,
    hash: sm3OfValue(observed),
    state: 'open',
    disposition: null,
    orderId: null,
    identity: identityOf(ids.site, observed, idFrom),
    exemptionId: null,
    ...over,
  }
}

/** An exemption of the builders' finding, in force for a month. */
export const anExemption = (over: Partial<Exemption> = {}): Exemption => ({
  id: ids.exemption,
  version: 1,
  scope: 'address',
  siteId: ids.site,
  indicator: 'D20',
  subject: aFinding().identity,
  findingId: ids.finding,
  detail: aFinding().detail,
  url: aFinding().url,
  until: '2026-04-01',
  reason: '该地址只对外网开放，人工打开正常',
  grantedBy: ids.operator,
  grantedAt: now,
  withdrawnBy: null,
  withdrawnAt: null,
  withdrawnReason: null,
  ...over,
})

export const aRun = (over: Partial<InspectionRun> = {}): InspectionRun => ({
  id: ids.run,
  version: 1,
  planId: ids.plan,
  day: today,
  inspectorId: ids.operator,
  platformRunId: null,
  startedAt: '2026-03-02T00:30:00.000Z',
  finishedAt: '2026-03-02T00:40:00.000Z',
  sites: [
    { siteId: ids.site, reachable: true, failedHere: false, milliseconds: 180, pages: 12, links: 240, findings: 1 },
  ],
  ...over,
})

/** A run of the platform over the whole province that has just been ordered. */
export const aPlatformRun = (over: Partial<PlatformRun> = {}): PlatformRun => ({
  ...orderedRun({
    id: ids.platformRun,
    planId: ids.plan,
    trigger: 'operator',
    dueAt: null,
    inspectorId: ids.operator,
    orderedAt: now,
    siteIds: null,
  }),
  version: 1,
  ...over,
})

/** Every night at two. */
export const aTimetable = (over: Partial<InspectionTimetable> = {}): InspectionTimetable => ({
  id: ids.plan,
  version: 1,
  enabled: true,
  inspectorId: ids.operator,
  times: ['02:00'],
  specialPeriods: [],
  probesPerDay: 0,
  changedAt: '2026-02-01T00:00:00.000Z',
  ...over,
})

/** A day on which somebody inspected. */
export const aDay = (over: Partial<InspectionDay> = {}): InspectionDay => ({
  id: dayId(over.day ?? today),
  version: 1,
  day: today,
  state: 'running',
  inspectorIds: [ids.operator],
  reviewedBy: null,
  reviewedAt: null,
  remark: '',
  signOffId: null,
  checks: [],
  ...over,
})

export const anOrder = (over: Partial<RectificationOrder> = {}): RectificationOrder => ({
  id: ids.order,
  version: 1,
  siteId: ids.site,
  unitId: ids.unit,
  day: today,
  findingIds: [ids.finding],
  requirement: '请于时限内修复失效链接',
  dueOn: '2026-03-05',
  state: 'issued',
  issuedBy: ids.operator,
  issuedAt: now,
  notes: [],
  closedAt: null,
  work: null,
  ...over,
})

export const aSiteRequest = (over: Partial<SiteRequest> = {}): SiteRequest => ({
  id: ids.request,
  version: 1,
  siteId: ids.site,
  action: 'temporary_offline',
  reason: '机房搬迁',
  from: '2026-03-10',
  to: '2026-03-12',
  state: 'submitted',
  submittedBy: ids.author,
  submittedAt: now,
  steps: [{ level: 'province', decision: null, by: null, at: null, reason: null }],
  ...over,
})

/** The pair every built key and signature belongs to, made once a run. */
export const testKeys = generateKeyPair()

export const aSigningKey = (over: Partial<SigningKey> = {}): SigningKey => ({
  id: ids.key,
  version: 1,
  operatorId: ids.operator,
  publicKey: testKeys.publicKey,
  registeredAt: '2026-01-05T01:00:00.000Z',
  revokedAt: null,
  ...over,
})

/** A document sealed and signed in earnest by `anOperator()` with `testKeys`. */
export function aSealedDocument(over: Partial<ToSeal> = {}) {
  const privateKey = over.privateKey ?? testKeys.privateKey
  return sealDocument({
    format: 'zhanqun.daily-log/1',
    parts: { header: { day: today } },
    previous: null,
    signer: { operatorId: ids.operator, name: '王操作', publicKey: publicKeyOf(privateKey) },
    signedAt: now,
    ...over,
    privateKey,
  })
}

export function aSignOff(over: Partial<SignOff> = {}): SignOff {
  const document = over.document ?? aSealedDocument()
  return {
    id: ids.signOff,
    version: 1,
    day: today,
    previousId: null,
    correctsId: null,
    signerId: ids.operator,
    signedAt: document.manifest.signedAt,
    seal: document.seal,
    document,
    ...over,
  }
}

export const anAuditEntry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  id: ids.command,
  version: 1,
  siteId: ids.site,
  operatorId: ids.operator,
  type: 'site.edit',
  at: now,
  madeAt: now,
  batchId: null,
  subjects: [`site:${ids.site}`],
  differences: [{ subject: `site:${ids.site}`, field: 'keeper', before: '赵科长', after: '孙科长' }],
  reason: null,
  ...over,
})

/** Digest of something that stands for a file or page. */
export const aDigest = (of = 'anything'): string => sm3Hex(of)
