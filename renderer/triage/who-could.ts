import { useI18n } from 'vue-i18n'
import { useDirectory } from '#renderer/stores/directory.ts'
import type { Right } from '#shared/contract/right'
import { may, type ScopedSite } from '#shared/domain/permissions'

/** Names shown before the rest is only counted. */
const mostNamed = 3

/** Says who holds a right for a site (null: the province), for the sentence beside what is not offered. */
export function useWhoCould(): (right: Right, site: ScopedSite | null) => string {
  const { t } = useI18n()
  const directory = useDirectory()
  return (right, site) => {
    const names = directory.operators.filter((operator) => may(operator, right, site)).map(({ name }) => name)
    if (names.length === 0) return t('triage.who.nobody')
    const shown = names.slice(0, mostNamed).join('、')
    return names.length > mostNamed
      ? t('triage.who.several', { names: shown, n: names.length })
      : t('triage.who.could', { names: shown })
  }
}
