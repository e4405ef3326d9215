import { Type, type Static } from '@sinclair/typebox'
import { Id, OneOf, Version } from './primitives'

export const roles = [
  'province-admin', // 省级管理员
  'site-admin', // 站点管理员
  'editor', // 编辑
  'first-reviewer', // 初审
  'second-reviewer', // 复审
  'final-reviewer', // 终审
  'secrecy-reviewer', // 保密审查员
  'inspector', // 巡查员
  'inspection-signer', // 巡查签发人
  'system-admin', // 系统管理员
  'security-admin', // 安全保密管理员
  'security-auditor', // 安全审计员
] as const
export const Role = OneOf(...roles)
export type Role = Static<typeof Role>

/** Where a role counts: the whole province, a region with all below it, or named sites. */
export const Scope = Type.Union([
  Type.Object({ province: Type.Literal(true) }, { additionalProperties: false }),
  Type.Object({ region: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false }),
  Type.Object({ sites: Type.Array(Id) }, { additionalProperties: false }),
])
export type Scope = Static<typeof Scope>

export const Assignment = Type.Object({ role: Role, scope: Scope })
export type Assignment = Static<typeof Assignment>

/** A person who signs in 操作员. The password never leaves the platform's own table. */
export const Operator = Type.Object({
  id: Id,
  version: Version,
  login: Type.String(),
  name: Type.String(),
  unitId: Id,
  assignments: Type.Array(Assignment),
})
export type Operator = Static<typeof Operator>
