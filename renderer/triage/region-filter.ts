import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FilterDefinition } from '#renderer/filters.ts'
import { useDirectory } from '#renderer/stores/directory.ts'
import { regionPrefix } from '#shared/domain/permissions'

/** Filter by city with its counties, for rows that belong to a site. */
export function useRegionFilter(field = 'site.regionCode'): ComputedRef<FilterDefinition> {
  const { t } = useI18n()
  const directory = useDirectory()
  const below = (codes: readonly string[]) => {
    const prefixes = codes.map(regionPrefix)
    return directory.regions
      .map(({ code }) => code)
      .filter((code) => prefixes.some((prefix) => code.startsWith(prefix)))
  }
  const options = computed(() =>
    directory.regions.filter(({ level }) => level === 'city').map(({ code, name }) => ({ value: code, label: name })),
  )
  return computed(() => ({
    name: 'region',
    label: t('triage.region'),
    options: options.value,
    where: (codes) => ({ [field]: { in: below(codes) } }),
  }))
}
