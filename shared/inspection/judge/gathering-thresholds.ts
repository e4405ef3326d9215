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

/** Thresholds of D10, also read to sample guides 办事指南. */
export const guideThresholds = Type.Object({
  /** Regular expression over names and types of service columns. */
  columns: Pattern,
  sample: Type.Integer({ minimum: 0 }),
  /** Element classes of which so many have to show before a page passes for a guide. */
  recognised: Type.Integer({ minimum: 1 }),
  elements: Type.Array(
    Type.Object({
      label: Type.String({ minLength: 1 }),
      match: Pattern,
      /** True where the title of the page may stand for the element. */
      byTitle: Type.Optional(Type.Boolean()),
    }),
    { minItems: 1 },
  ),
  /** Words after a label that say nothing. */
  vague: Pattern,
})

/** Thresholds of D14, also read to sample public messages 留言. */
export const messageThresholds = Type.Object({
  /** Regular expression over names and types of columns of messages. */
  columns: Pattern,
  sample: Type.Integer({ minimum: 0 }),
  /** What the state of an unanswered message is called. */
  pending: Pattern,
  /** What a message page shows, the time of asking first. */
  fields: Type.Array(Type.Object({ label: Type.String({ minLength: 1 }), match: Pattern }), { minItems: 1 }),
})
