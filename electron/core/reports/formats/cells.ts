import type { ReportCell } from '#shared/contract/report'

export const textOf = (cell: ReportCell): string => String(typeof cell === 'object' ? cell.text : cell)
export const isGrave = (cell: ReportCell): boolean => typeof cell === 'object'
