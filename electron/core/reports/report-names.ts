import type { DailyLogParts } from './daily-log-parts'
import type { Html } from './html'

/** What a report calls the entities that a document only names by id. */
export interface ReportNames {
  site(id: string): { readonly name: string; readonly code: string }
  operator(id: string): string
  /** Title of an indicator of the check list; without it only the indicator's id is printed. */
  indicator?(id: string): string
}

/** One stretch of a daily log. */
export type Section = (log: DailyLogParts, names: ReportNames) => Html
