import { Type, type Static } from '@sinclair/typebox'
import { Day, Nullable, OneOf } from './primitives'

/** How long the time is that a report speaks of. */
export const PeriodLength = OneOf('week', 'month', 'quarter', 'year')
export type PeriodLength = Static<typeof PeriodLength>

/** Days from one to another, both included, and what people call them, e.g. 2026年第1季度. */
export const Period = Type.Object({ length: PeriodLength, from: Day, to: Day, label: Type.String() })
export type Period = Static<typeof Period>

/** A text or a number as it stands in a table; `grave` is set in red. */
export const ReportCell = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Object({ text: Type.String(), tone: Type.Literal('grave') }),
])
export type ReportCell = Static<typeof ReportCell>

export const cellText = (cell: ReportCell): string => String(typeof cell === 'object' ? cell.text : cell)
export const isGrave = (cell: ReportCell): boolean => typeof cell === 'object'

const ReportColumn = Type.Object({
  title: Type.String(),
  /** Share of the width, relative to the other columns. */
  width: Type.Number({ minimum: 1 }),
  align: OneOf('left', 'center', 'right'),
})
export type ReportColumn = Static<typeof ReportColumn>

export const ReportBlock = Type.Union([
  Type.Object({ type: Type.Literal('heading'), text: Type.String() }),
  Type.Object({ type: Type.Literal('paragraph'), text: Type.String() }),
  /** A sentence that must not be missed, in a frame. */
  Type.Object({ type: Type.Literal('statement'), text: Type.String() }),
  Type.Object({
    type: Type.Literal('facts'),
    rows: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  }),
  Type.Object({
    type: Type.Literal('table'),
    /** Stands above the table and names its sheet in a workbook. */
    caption: Type.String(),
    columns: Type.Array(ReportColumn, { minItems: 1 }),
    rows: Type.Array(Type.Array(ReportCell)),
    /** What is said where there are no rows. */
    empty: Type.String(),
  }),
  /** Lines at the end that only a careful reader needs, such as a seal. */
  Type.Object({ type: Type.Literal('small-print'), lines: Type.Array(Type.String()) }),
])
export type ReportBlock = Static<typeof ReportBlock>
export type ReportTable = Extract<ReportBlock, { type: 'table' }>

/** 附件: on a page of its own behind the signature. */
const ReportAttachment = Type.Object({ title: Type.String(), blocks: Type.Array(ReportBlock) })
export type ReportAttachment = Static<typeof ReportAttachment>

/** A report as its reader sees it, before it is a file. */
export const Report = Type.Object({
  /** 发文机关标志 in red above a red line, and where the number of the document goes; null for what is no official document. */
  letterhead: Type.Optional(Type.Object({ agency: Type.String(), number: Type.String() })),
  title: Type.String(),
  /** Under the title: the period or the day. */
  subtitle: Type.String(),
  /** 主送 */
  to: Nullable(Type.String()),
  blocks: Type.Array(ReportBlock),
  /** 落款: who issues it and when. */
  issued: Nullable(Type.Object({ by: Type.String(), on: Day })),
  attachments: Type.Optional(Type.Array(ReportAttachment)),
  /** 抄送 */
  copies: Nullable(Type.String()),
  /** Wide tables lie across the page. */
  landscape: Type.Boolean(),
})
export type Report = Static<typeof Report>

export const ReportFormat = OneOf('docx', 'pdf', 'xlsx')
export type ReportFormat = Static<typeof ReportFormat>
