import { Pattern } from '#shared/inspection/indicator'
import { Type } from '@sinclair/typebox'

/** Thresholds of D20, also read while links are checked. */
export const linkThresholds = Type.Object({
  /** Points for a faulty link of the home page and of any other page. */
  homePoints: Type.Number({ minimum: 0 }),
  otherPoints: Type.Number({ minimum: 0 }),
  dangerHosts: Type.Array(Type.String({ minLength: 1 })),
  errorTitle: Pattern,
})

/** Thresholds of G13, also read to decide which page is worth a second visit. */
export const slowThresholds = Type.Object({ seconds: Type.Number({ exclusiveMinimum: 0 }) })
