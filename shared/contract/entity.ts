import type { Static, TSchema } from '@sinclair/typebox'
import { Article, Revision } from './article'
import { AuditEntry } from './audit-entry'
import { Column } from './column'
import { Exemption } from './exemption'
import { Finding } from './finding'
import { Hit } from './hit'
import { InspectionDay } from './inspection-day'
import { InspectionPlan } from './inspection-plan'
import { InspectionRun } from './inspection-run'
import { InspectionTimetable } from './inspection-timetable'
import { Operator } from './operator'
import { PlatformRun } from './platform-run'
import { RectificationOrder } from './rectification-order'
import { Region } from './region'
import { ReviewTask } from './review-task'
import { SignOff, SigningKey } from './sign-off'
import { Site } from './site'
import { SiteRequest } from './site-request'
import { Unit } from './unit'

/** Who receives rows of a kind: everybody, those whose scope covers the row's site, or among these only holders of the right to see hits. */
export type Visibility = 'province' | 'site' | 'hit'

interface KindOf<S extends TSchema> {
  readonly schema: S
  readonly visibility: Visibility
}
const kind = <S extends TSchema>(schema: S, visibility: Visibility): KindOf<S> => ({ schema, visibility })

/** Every kind of entity that travels in the change feed, in the order of the first sync: small and urgent first. */
export const entityKinds = {
  operator: kind(Operator, 'province'),
  unit: kind(Unit, 'province'),
  region: kind(Region, 'province'),
  inspectionPlan: kind(InspectionPlan, 'province'),
  inspectionTimetable: kind(InspectionTimetable, 'province'),
  platformRun: kind(PlatformRun, 'province'),
  signingKey: kind(SigningKey, 'province'),
  site: kind(Site, 'site'),
  reviewTask: kind(ReviewTask, 'site'),
  revision: kind(Revision, 'site'),
  hit: kind(Hit, 'hit'),
  inspectionDay: kind(InspectionDay, 'province'),
  exemption: kind(Exemption, 'province'),
  inspectionRun: kind(InspectionRun, 'province'),
  finding: kind(Finding, 'site'),
  rectificationOrder: kind(RectificationOrder, 'site'),
  signOff: kind(SignOff, 'province'),
  siteRequest: kind(SiteRequest, 'site'),
  auditEntry: kind(AuditEntry, 'site'),
  column: kind(Column, 'site'),
  article: kind(Article, 'site'),
} as const

export type EntityKind = keyof typeof entityKinds
export type EntityOf<K extends EntityKind> = Static<(typeof entityKinds)[K]['schema']>
export type AnyEntity = { [K in EntityKind]: EntityOf<K> }[EntityKind]
export const kindNames = Object.keys(entityKinds) as readonly EntityKind[]
export const isEntityKind = (name: string): name is EntityKind => Object.hasOwn(entityKinds, name)
