import { Type, type Static } from '@sinclair/typebox'
import { InspectionPlan } from './inspection-plan'

const closed = { additionalProperties: false } as const
const { name, scope, depth } = InspectionPlan.properties

/** What of an inspection plan an operator sets on screen; thresholds and column classes come with the plan it was made from. */
export const PlanSettings = Type.Object(
  {
    name,
    scope,
    depth,
    /** Requests to one host: at most so many a second and at a time. */
    requestsPerSecond: Type.Number({ minimum: 0.1, maximum: 100 }),
    parallel: Type.Integer({ minimum: 1, maximum: 32 }),
    /** Indicators that count; the plan's others are switched off. */
    indicators: Type.Array(Type.String({ pattern: '^[VDGN]\\d{1,2}$' }), { uniqueItems: true }),
  },
  closed,
)
export type PlanSettings = Static<typeof PlanSettings>
