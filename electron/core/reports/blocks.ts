import type { ReportBlock, ReportCell, ReportColumn, ReportTable } from '#shared/contract/report'

/** Short ways to write the parts of a report. */

export const heading = (text: string): ReportBlock => ({ type: 'heading', text })
export const paragraph = (text: string): ReportBlock => ({ type: 'paragraph', text })
export const statement = (text: string): ReportBlock => ({ type: 'statement', text })
export const grave = (text: string): ReportCell => ({ text, tone: 'grave' })

export const facts = (rows: readonly (readonly [name: string, value: string])[]): ReportBlock => ({
  type: 'facts',
  rows: rows.map(([name, value]) => ({ name, value })),
})

export const text = (title: string, width: number): ReportColumn => ({ title, width, align: 'left' })
export const number = (title: string, width: number): ReportColumn => ({ title, width, align: 'right' })
export const centred = (title: string, width: number): ReportColumn => ({ title, width, align: 'center' })

/** A table whose rows are numbered in a first column of its own. */
export const numbered = (
  caption: string,
  columns: readonly ReportColumn[],
  rows: readonly (readonly ReportCell[])[],
  empty: string,
): ReportTable => ({
  type: 'table',
  caption,
  columns: [centred('序号', 7), ...columns],
  rows: rows.map((row, index) => [index + 1, ...row]),
  empty,
})

/** A table as it is. */
export const table = (
  caption: string,
  columns: readonly ReportColumn[],
  rows: readonly (readonly ReportCell[])[],
  empty: string,
): ReportTable => ({ type: 'table', caption, columns: [...columns], rows: rows.map((row) => [...row]), empty })

/** 94.3%, and 无 where there was nothing to count. */
export const share = (part: number, whole: number): string =>
  whole === 0 ? '无' : `${((part / whole) * 100).toFixed(1)}%`
