import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FilterDefinition } from '#renderer/filters.ts'
import { useCounts } from '#renderer/query.ts'
import { useDirectory } from '#renderer/stores/directory.ts'
import { siteEdges } from '#shared/domain/site-states'
import { regionPrefix } from '#shared/domain/permissions'
import { gravity } from './site-tones'

/** Filters of the list of sites, with how many sites each value has. */
export function useSiteFilters(): ComputedRef<FilterDefinition[]> {
  const { t } = useI18n()
  const directory = useDirectory()
  const byField = (field: string) => useCounts('site', field)
  const [levels, types, states, regions] = [byField('level'), byField('type'), byField('state'), byField('regionCode')]
  const health = byField('health')

  const values = (set: string, names: readonly string[], counts: ReadonlyMap<string, number> | undefined) =>
    names.map((value) => ({ value, label: t(`vocabulary.${set}.${value}`), count: counts?.get(value) ?? 0 }))

  /** All codes of sites that lie in these regions. */
  const codesIn = (chosen: readonly string[]) =>
    [...(regions.value.value?.keys() ?? [])].filter((code) =>
      chosen.some((region) => code.startsWith(regionPrefix(region))),
    )

  const cities = computed(() =>
    directory.regions
      .filter(({ level }) => level !== 'county')
      .map(({ code, name, level }) => ({
        value: code,
        label: name,
        count: (level === 'province' ? [code] : codesIn([code])).reduce(
          (sum, one) => sum + (regions.value.value?.get(one) ?? 0),
          0,
        ),
      })),
  )
  const provinceCodes = computed(() =>
    directory.regions.filter(({ level }) => level === 'province').map(({ code }) => code),
  )

  return computed(() => [
    {
      name: 'level',
      label: t('sites.filter.level'),
      options: values('site-level', ['province', 'city', 'county'], levels.value.value),
    },
    {
      name: 'type',
      label: t('sites.filter.type'),
      options: values('site-type', ['portal', 'department'], types.value.value),
    },
    {
      name: 'state',
      label: t('sites.filter.state'),
      options: values('site-state', Object.keys(siteEdges), states.value.value),
    },
    {
      name: 'region',
      label: t('sites.filter.region'),
      options: cities.value,
      where: (chosen) => ({
        regionCode: {
          in: chosen.flatMap((code) => (provinceCodes.value.includes(code) ? [code] : codesIn([code]))),
        },
      }),
    },
    {
      name: 'health',
      label: t('sites.filter.health'),
      options: Object.entries(gravity).map(([value, level]) => ({
        value,
        label: t(`vocabulary.finding-severity.${value}`),
        count: health.value.value?.get(String(level)) ?? 0,
      })),
      where: (chosen) => ({
        health: { in: Object.entries(gravity).flatMap(([value, level]) => (chosen.includes(value) ? [level] : [])) },
      }),
    },
  ])
}
