import type { Finding } from '#shared/contract/finding'
import type { ChangedFinding, FindingChange, MorningCause } from '#shared/contract/morning'
import { leadOf } from '#shared/domain/finding-subject'

/** A line of the list: a cause, or a finding under a cause that is expanded. A cause of one finding is that finding. */
export interface MorningRow {
  readonly id: string
  readonly cause: MorningCause
  readonly finding: ChangedFinding | null
  readonly isMember: boolean
  readonly isExpanded: boolean
}

const contains = (text: string, words: string): boolean => text.toLowerCase().includes(words)

const fits = ({ name, indicator, findings }: MorningCause, words: string): boolean =>
  words === '' ||
  contains(name, words) ||
  contains(indicator, words) ||
  findings.some(({ siteName, url, detail }) => contains(`${siteName} ${url} ${detail}`, words))

export const shownCauses = (
  causes: readonly MorningCause[],
  shown: ReadonlySet<FindingChange>,
  search: string,
): readonly MorningCause[] => {
  const words = search.trim().toLowerCase()
  return causes.filter((cause) => shown.has(cause.change) && fits(cause, words))
}

/** The causes as lines, with the findings of those that are expanded under them. */
export const rowsOf = (causes: readonly MorningCause[], expanded: ReadonlySet<string>): MorningRow[] =>
  causes.flatMap((cause) => {
    const single = cause.findings.length === 1 ? (cause.findings[0] ?? null) : null
    const isExpanded = single === null && expanded.has(cause.key)
    const members = isExpanded
      ? cause.findings.map((finding) => ({ id: finding.id, cause, finding, isMember: true, isExpanded: false }))
      : []
    return [{ id: cause.key, cause, finding: single, isMember: false, isExpanded }, ...members]
  })

/** Findings of the day that these lines stand for, each once. What is gone stands for nothing that could be judged. */
export const findingIdsOf = (rows: readonly MorningRow[]): string[] => [
  ...new Set(
    rows
      .filter(({ cause }) => cause.change !== 'gone')
      .flatMap(({ cause, finding }) => (finding ? [finding.id] : cause.findings.map(({ id }) => id))),
  ),
]

/** What all findings of a cause say; where names or figures differ between them, without these. */
export function wordsOf({ name, findings }: Pick<MorningCause, 'name' | 'findings'>): string {
  const [first, ...others] = new Set(findings.map(({ detail }) => leadOf(detail)))
  return first !== undefined && others.length === 0 ? first : name.replaceAll('#', 'N')
}

/** States of findings that changed here before core was asked again. */
export const withStates = (
  causes: readonly MorningCause[],
  states: ReadonlyMap<string, Finding['state']>,
): readonly MorningCause[] =>
  states.size === 0
    ? causes
    : causes.map((cause) => {
        if (!cause.findings.some(({ id }) => states.has(id))) return cause
        const findings = cause.findings.map((one) => ({ ...one, state: states.get(one.id) ?? one.state }))
        const open = cause.change === 'gone' ? 0 : findings.filter(({ state }) => state === 'open').length
        return { ...cause, findings, open }
      })
