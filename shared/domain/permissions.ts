import { AppError } from '#shared/contract/app-error'
import type { Assignment, Operator, Role, Scope } from '#shared/contract/operator'
import { rights, type Right } from '#shared/contract/right'
import type { Site } from '#shared/contract/site'

const reading = ['hit.read'] as const

/** Which role carries which right (separation of duties, product.md Roles). */
export const rightsOf: Readonly<Record<Role, readonly Right[]>> = {
  'province-admin': [
    'site.edit',
    'site.request',
    'site.decide',
    'column.change',
    'plan.edit',
    'order.issue',
    'order.verify',
    'check.run',
    ...reading,
  ],
  'site-admin': ['site.edit', 'site.request', 'column.change', 'article.edit', 'order.report', 'check.run', ...reading],
  editor: ['article.edit', ...reading],
  'first-reviewer': ['review.first', 'check.run', ...reading],
  'second-reviewer': ['review.second', 'check.run', ...reading],
  'final-reviewer': ['review.final', 'check.run', 'hit.dispose', ...reading],
  'secrecy-reviewer': ['review.secrecy', 'check.run', 'hit.dispose', ...reading],
  inspector: ['inspection.run', 'finding.dispose', 'order.issue', 'order.verify', 'day.review', 'key.register'],
  'inspection-signer': ['day.sign', 'key.register'],
  'system-admin': ['plan.edit'],
  'security-admin': ['check.run', 'hit.dispose', ...reading],
  'security-auditor': [...reading],
}

/** What a scope is measured against. */
export type ScopedSite = Pick<Site, 'id' | 'regionCode'>

/** The digits of a region code that its sub-regions share: 340000 → 34, 340100 → 3401, 340123 → 340123. */
export const regionPrefix = (code: string): string => code.replace(/(00){1,2}$/, '')

/** Whether a scope covers a site; a null site stands for the whole province. */
export function covers(scope: Scope, site: ScopedSite | null): boolean {
  if ('province' in scope) return true
  if (site === null) return false
  return 'region' in scope ? site.regionCode.startsWith(regionPrefix(scope.region)) : scope.sites.includes(site.id)
}

/** A role that this build doesn't know carries nothing. */
const carries = (assignment: Assignment, right: Right) =>
  Object.hasOwn(rightsOf, assignment.role) && rightsOf[assignment.role].includes(right)

/** Whether the operator holds the right for that site (null: for the province as a whole). */
export const may = (operator: Operator, right: Right, site: ScopedSite | null): boolean =>
  operator.assignments.some((assignment) => carries(assignment, right) && covers(assignment.scope, site))

/** Whether the operator holds the right anywhere: decides what is offered at all. */
export const mayAnywhere = (operator: Operator, right: Right): boolean =>
  operator.assignments.some((assignment) => carries(assignment, right))

/** Rights the operator holds somewhere. */
export const heldRights = (operator: Operator): readonly Right[] =>
  rights.filter((right) => mayAnywhere(operator, right))

/** @throws AppError `forbidden` naming the right that is missing */
export function assertMay(operator: Operator, right: Right, site: ScopedSite | null): void {
  if (!may(operator, right, site)) {
    throw new AppError('forbidden', '当前账号无权办理此事项，请由有权限的人员办理', { right })
  }
}
