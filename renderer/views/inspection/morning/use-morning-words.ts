import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { TableColumn } from '#renderer/components/table-column.ts'
import { grouped } from '#renderer/formats.ts'
import { useNames } from '#renderer/names.ts'
import type { ChangedFinding } from '#shared/contract/morning'
import { dayWords } from '#shared/domain/calendar'
import { useIndicatorNames } from '../indicator-names'
import { wordsOf, type MorningRow } from './morning-rows'

/** How the lines of the morning read. */
export interface MorningWords {
  readonly columns: ComputedRef<TableColumn<MorningRow>[]>
  readonly indicator: (id: string) => string
  readonly title: (row: MorningRow) => string
  /** How far a cause of several findings reaches, empty for a single one. */
  readonly extent: (row: MorningRow) => string
  readonly since: (row: MorningRow) => string
  readonly lapsed: (lapsed: NonNullable<ChangedFinding['lapsed']>) => string
}

export function useMorningWords(): MorningWords {
  const { t } = useI18n()
  const [names, indicator] = [useNames(), useIndicatorNames()]

  function title({ cause, finding, isMember }: MorningRow): string {
    if (finding && (isMember || cause.findings.length === 1))
      return t('inspection.morning.onSite', { site: finding.siteName, detail: finding.detail })
    return cause.of === 'words' ? wordsOf(cause) : t(`inspection.morning.${cause.of}`, { name: cause.name })
  }

  function since({ cause, finding }: MorningRow): string {
    const shown = finding ?? earliest(cause.findings)
    if (!shown || cause.change === 'new') return ''
    if (cause.change === 'gone') return t('inspection.morning.goneSince', { day: dayWords(shown.day) })
    return t('inspection.morning.sinceDays', { day: dayWords(shown.since), n: shown.days })
  }

  function lapsed({ until, withdrawnAt, reason, grantedBy }: NonNullable<ChangedFinding['lapsed']>): string {
    const said = { name: names.operator(grantedBy), reason, day: dayWords(until) }
    return t(withdrawnAt === null ? 'inspection.morning.lapsed' : 'inspection.morning.lapsedWithdrawn', said)
  }

  const extent = ({ cause, isMember }: MorningRow): string => {
    if (isMember || cause.findings.length === 1) return ''
    return cause.sites > 1
      ? t('inspection.morning.sites', { n: grouped(cause.sites) })
      : t('inspection.morning.findings', { n: grouped(cause.findings.length) })
  }
  const heading = (key: string) => t(`inspection.morning.column.${key}`)
  const columns = computed<TableColumn<MorningRow>[]>(() => [
    { key: 'change', label: heading('change'), width: 88 },
    { key: 'severity', label: heading('severity'), width: 96, hideBelow: 560 },
    { key: 'cause', label: heading('cause'), grow: 3, least: 160 },
    { key: 'indicator', label: heading('indicator'), width: 108, hideBelow: 640 },
    { key: 'since', label: heading('since'), width: 156, hideBelow: 1000, text: since },
    { key: 'state', label: heading('state'), width: 116, hideBelow: 420 },
  ])
  return { columns, indicator, title, extent, since, lapsed }
}

const earliest = (findings: readonly ChangedFinding[]): ChangedFinding | undefined =>
  findings.reduce<ChangedFinding | undefined>(
    (first, one) => (first && first.since <= one.since ? first : one),
    undefined,
  )
