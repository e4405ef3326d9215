import { Type, type Static } from '@sinclair/typebox'
import { ColumnType } from './column'
import { Day, Id } from './primitives'

export const PictureDays = Type.Integer({ minimum: 1, maximum: 92 })

/** Sites × days. */
export const HealthPicture = Type.Object({
  days: Type.Array(Day),
  sites: Type.Array(
    Type.Object({
      siteId: Id,
      name: Type.String(),
      code: Type.String(),
      regionCode: Type.String(),
      /**
       * One character a day: `.` not inspected, `i` not looked at whole, `u` did not answer, else the gravest standing
       * finding: `0` none, `1` hint, `2` deduction, `3` veto.
       */
      cells: Type.String(),
    }),
  ),
})
export type HealthPicture = Static<typeof HealthPicture>

/** Sites × types of column: of each type the open column that is furthest behind. */
export const FreshnessPicture = Type.Object({
  types: Type.Array(ColumnType),
  sites: Type.Array(
    Type.Object({
      siteId: Id,
      name: Type.String(),
      code: Type.String(),
      regionCode: Type.String(),
      /** By place in `types`; null where the site has no column of the type that anything is demanded of. */
      cells: Type.Array(
        Type.Union([
          Type.Null(),
          Type.Object({
            /** Days since the last update, -1 where there never was one, and days within which one is due. */
            age: Type.Integer(),
            cycle: Type.Integer(),
            /** Columns of the type that are late, and all of which anything is demanded. */
            late: Type.Integer(),
            columns: Type.Integer(),
          }),
        ]),
      ),
    }),
  ),
})
export type FreshnessPicture = Static<typeof FreshnessPicture>

export const TrendDay = Type.Object({
  day: Day,
  new: Type.Integer(),
  still: Type.Integer(),
  gone: Type.Integer(),
  /** Sites that were inspected, and those of them that answered. */
  inspected: Type.Integer(),
  reached: Type.Integer(),
})
export type TrendDay = Static<typeof TrendDay>
