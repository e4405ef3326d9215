import type { Period, PeriodLength, Report } from '#shared/contract/report'
import type { ReportSource } from './report-source'

/** A report that the console makes of what it holds: one file each in `kinds/`, under its file's name. */
export interface ReportKind {
  /** What people call it, also the file's name. */
  readonly title: string
  readonly about: string
  readonly length: PeriodLength
  readonly order: number
  build(source: ReportSource): Report
}

const found = import.meta.glob<ReportKind>('./kinds/*.ts', { eager: true, import: 'kind' })

const nameOf = (file: string) => file.slice('./kinds/'.length, -'.ts'.length)

export const reportKinds: ReadonlyMap<string, ReportKind> = new Map(
  Object.entries(found)
    .map(([file, kind]) => [nameOf(file), kind] as const)
    .sort(([, one], [, other]) => one.order - other.order),
)

/** `关于…的通报（2026年第1季度）`, without what no file system takes. */
export const fileNameOf = ({ title }: ReportKind, { label }: Period): string => `${title}（${label}）`
