import type { EntityKind } from '#shared/contract/entity'
import { isEntityKind } from '#shared/contract/entity'
import type { Unsent } from '#shared/contract/desk'

/** The entity a command is about, as its arguments name it. */
const subjectArg: Readonly<Record<string, readonly [EntityKind, string]>> = {
  'site.edit': ['site', 'siteId'],
  'site-request.submit': ['site', 'siteId'],
  'site-request.decide': ['site', 'siteId'],
  'column.change': ['column', 'columnId'],
  'article.revise': ['article', 'articleId'],
  'review.approve': ['article', 'articleId'],
  'review.return': ['article', 'articleId'],
  'finding.dispose': ['finding', 'findingId'],
  'exemption.grant': ['finding', 'findingId'],
  'exemption.withdraw': ['exemption', 'exemptionId'],
  'order.issue': ['site', 'siteId'],
  'order.advance': ['rectificationOrder', 'orderId'],
  'order.accept': ['rectificationOrder', 'orderId'],
  'order.dispute': ['rectificationOrder', 'orderId'],
  'order.settle': ['rectificationOrder', 'orderId'],
  'order.report': ['rectificationOrder', 'orderId'],
  'order.extend': ['rectificationOrder', 'orderId'],
  'order.extension-decide': ['rectificationOrder', 'orderId'],
  'order.supervise': ['rectificationOrder', 'orderId'],
  'order.reinspect': ['rectificationOrder', 'orderId'],
  'order.revert': ['rectificationOrder', 'orderId'],
  'hit.dispose': ['hit', 'hitId'],
}

export const argsOf = (args: unknown): Readonly<Record<string, unknown>> =>
  typeof args === 'object' && args !== null ? (args as Record<string, unknown>) : {}

/** Kind and id of what a command is about; null where it is about no single entity. */
export function subjectOf({
  type,
  args,
  subjects,
}: Pick<Unsent, 'type' | 'args' | 'subjects'>): { kind: EntityKind; id: string } | null {
  const named = subjectArg[type]
  const id = named && argsOf(args)[named[1]]
  if (named && typeof id === 'string') return { kind: named[0], id }
  const [kind = '', other = ''] = subjects[0]?.split(':') ?? []
  return isEntityKind(kind) && other ? { kind, id: other } : null
}

/** What varies within one type of command: a stage, a verdict, a step. */
export function variantOf({ args }: Pick<Unsent, 'args'>): { readonly set: string; readonly value: string } | null {
  const { stage, as, step, decision } = argsOf(args)
  if (typeof stage === 'string') return { set: 'stage', value: stage }
  if (typeof as === 'string') return { set: 'as', value: as }
  if (typeof step === 'string') return { set: 'step', value: step }
  return typeof decision === 'string' ? { set: 'decision', value: decision } : null
}

/** The fields a command gives new values, with the values. */
export function setOf({ args }: Pick<Unsent, 'args'>): readonly (readonly [field: string, value: unknown])[] {
  return Object.entries(argsOf(argsOf(args)['set']))
}

/** The reason or remark a command carries. */
export function reasonOf({ args }: Pick<Unsent, 'args'>): string | null {
  const { reason, note, remark, requirement } = argsOf(args)
  return (
    [reason, note, remark, requirement].find((text): text is string => typeof text === 'string' && text !== '') ?? null
  )
}

/** A field that only one kind has: rows in a refusal do not say their kind. */
const telling: readonly (readonly [string, EntityKind])[] = [
  ['stage', 'reviewTask'],
  ['disclosure', 'article'],
  ['body', 'revision'],
  ['grantedBy', 'exemption'],
  ['indicator', 'finding'],
  ['rule', 'hit'],
  ['requirement', 'rectificationOrder'],
  ['inspectorIds', 'inspectionDay'],
  ['updateCycleDays', 'column'],
  ['steps', 'siteRequest'],
  ['responsible', 'site'],
]

/** What kind of entity this is; null where nothing tells. */
export function kindOf(entity: unknown): EntityKind | null {
  const fields = argsOf(entity)
  return telling.find(([field]) => field in fields)?.[1] ?? null
}

/** The site an entity belongs to; null for a site itself. */
export function siteIdOf(entity: unknown): string | null {
  const { siteId } = argsOf(entity)
  return typeof siteId === 'string' ? siteId : null
}

/** What an entity is called in a sentence. */
export function labelOf(entity: unknown): string {
  const { title, name, detail, requirement, text, day } = argsOf(entity)
  return [title, name, detail, requirement, text, day].find((word): word is string => typeof word === 'string') ?? ''
}
