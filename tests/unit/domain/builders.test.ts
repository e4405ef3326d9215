import { Value } from '@sinclair/typebox/value'
import { expect, it } from 'vitest'
import { entityKinds, type EntityKind } from '#shared/contract/entity'
import { defaultPlan } from '#shared/inspection/plan'
import * as builders from '#tests/builders'

const built: Record<EntityKind, unknown> = {
  operator: builders.anOperator(['inspector', 'security-auditor']),
  unit: builders.aUnit(),
  region: builders.aRegion(),
  inspectionPlan: defaultPlan,
  inspectionTimetable: builders.aTimetable(),
  platformRun: builders.aPlatformRun(),
  signingKey: builders.aSigningKey(),
  site: builders.aSite(),
  reviewTask: builders.aTask(),
  revision: builders.aRevision(),
  hit: builders.aHit(),
  inspectionDay: builders.aDay(),
  exemption: builders.anExemption(),
  inspectionRun: builders.aRun(),
  finding: builders.aFinding(),
  rectificationOrder: builders.anOrder(),
  signOff: builders.aSignOff(),
  siteRequest: builders.aSiteRequest(),
  auditEntry: builders.anAuditEntry(),
  column: builders.aColumn(),
  article: builders.anArticle(),
}

it.each(Object.entries(built))('builds a %s that fits its schema', (kind, entity) => {
  expect([...Value.Errors(entityKinds[kind as EntityKind].schema, entity)]).toEqual([])
})
