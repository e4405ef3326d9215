import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { AppError } from '#shared/contract/app-error'
import { Finding } from '#shared/contract/finding'
import { ManualCheck } from '#shared/contract/inspection-day'
import { InspectionRun } from '#shared/contract/inspection-run'
import { Day, Id, Instant, Nullable, OneOf } from '#shared/contract/primitives'
import { RectificationOrder } from '#shared/contract/rectification-order'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { dailyLogFormat } from '#shared/domain/daily-log'

const Figure = Type.Integer({ minimum: 0 })

/** What `buildDailyLog` puts into a signed document. */
export const DailyLogParts = Type.Object({
  header: Type.Object({
    day: Day,
    inspectors: Type.Array(Id),
    reviewedBy: Nullable(Id),
    reviewedAt: Nullable(Instant),
    remark: Type.String(),
  }),
  figures: Type.Object({
    sites: Figure,
    unseen: Figure,
    // Logs signed before sites that nobody looked at were told apart don't have it.
    unlooked: Type.Optional(Figure),
    runs: Figure,
    findings: Figure,
    confirmed: Figure,
    orders: Figure,
    zeroReport: Type.Boolean(),
  }),
  // Logs that were signed before platforms ran inspections don't say which run a part belongs to.
  checks: Type.Optional(Type.Array(ManualCheck)),
  notLookedAt: Type.Optional(
    Type.Array(Type.Object({ siteId: Id, look: OneOf('unopened', 'incomplete', 'failed-here') })),
  ),
  runs: Type.Array(Type.Omit(InspectionRun, ['version', 'platformRunId'])),
  findings: Type.Array(
    Type.Composite([
      Type.Omit(Finding, ['version', 'day', 'identity', 'exemptionId']),
      // Logs that were signed before there were exemptions don't have them.
      Type.Partial(Type.Pick(Finding, ['identity', 'exemptionId'])),
    ]),
  ),
  orders: Type.Array(Type.Omit(RectificationOrder, ['version', 'state', 'notes', 'closedAt', 'work'])),
})
export type DailyLogParts = Static<typeof DailyLogParts>

/** @throws AppError `invalid` where the document is no daily log */
export function dailyLogParts({ format, parts }: SealedDocument): DailyLogParts {
  if (format === dailyLogFormat && Value.Check(DailyLogParts, parts)) return parts
  throw new AppError('invalid', '此文件不是巡查日志，无法生成报告', { format })
}
