import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FilterDefinition } from '#renderer/filters.ts'
import { useCounts, useRow } from '#renderer/query.ts'
import { useSync } from '#renderer/stores/sync.ts'
import { useDirectory } from '#renderer/stores/directory.ts'
import { regionPrefix } from '#shared/domain/permissions'
import { ageSteps, whereAge } from './column-age'
import { conditions, whereOf } from './column-staleness'

const types = [
  'news',
  'notice',
  'policy',
  'interpretation',
  'leader',
  'overview',
  'service',
  'interaction',
  'data',
  'special',
]

/** Filters of the flat list of columns. `site` holds one site's id when one came from that site. */
export function useColumnFilters(site: () => string | undefined): ComputedRef<FilterDefinition[]> {
  const { t } = useI18n()
  const sync = useSync()
  const directory = useDirectory()
  const byType = useCounts('column', 'type')
  const byCycle = useCounts('column', 'updateCycleDays')
  const owners = useCounts('column', 'owner')
  const bySiteRegion = useCounts('site', 'regionCode')
  const { value: onlySite } = useRow('site', site)

  const ownerOptions = computed(() =>
    [...(owners.value.value ?? [])]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 300)
      .map(([value, count]) => ({ value, label: value, count })),
  )
  const cycles = computed(() =>
    [...(byCycle.value.value ?? [])].filter(([days]) => days !== 'null').sort(([a], [b]) => Number(a) - Number(b)),
  )
  const cities = computed(() =>
    directory.regions.filter(({ level }) => level === 'city').map(({ code, name }) => ({ value: code, label: name })),
  )
  /** All codes of sites that lie in these regions. */
  const codesIn = (chosen: readonly string[]) =>
    [...(bySiteRegion.value.value?.keys() ?? [])].filter((code) =>
      chosen.some((region) => code.startsWith(regionPrefix(region))),
    )
  const ageWords = (step: string, place: number) =>
    step === 'older' || step === 'never'
      ? t(`columns.age.${step}`)
      : t('columns.age.upTo', { from: place === 0 ? 0 : Number(ageSteps[place - 1]) + 1, to: step })
  return computed(() => [
    {
      name: 'condition',
      label: t('columns.filter.condition'),
      single: true,
      options: conditions.map((value) => ({ value, label: t(`columns.condition.${value}`) })),
      where: ([condition]) => (condition ? whereOf(condition, sync.today) : {}),
    },
    {
      name: 'type',
      label: t('columns.filter.type'),
      options: types.map((value) => ({
        value,
        label: t(`vocabulary.column-type.${value}`),
        count: byType.value.value?.get(value) ?? 0,
      })),
    },
    {
      name: 'updateCycleDays',
      label: t('columns.filter.cycle'),
      options: cycles.value.map(([value, count]) => ({ value, label: t('vocabulary.days', { n: value }), count })),
      where: (values) => ({ updateCycleDays: { in: values.map(Number) } }),
    },
    {
      name: 'age',
      label: t('columns.filter.age'),
      single: true,
      options: ageSteps.map((value, place) => ({ value, label: ageWords(value, place) })),
      where: ([step]) => (step ? whereAge(step, sync.today) : {}),
    },
    { name: 'owner', label: t('columns.filter.owner'), options: ownerOptions.value },
    {
      name: 'region',
      label: t('columns.filter.region'),
      options: cities.value,
      where: (chosen) => ({ 'site.regionCode': { in: codesIn(chosen) } }),
    },
    ...(site()
      ? [
          {
            name: 'site',
            label: t('columns.filter.site'),
            single: true,
            options: [{ value: site() ?? '', label: onlySite.value?.name ?? '…' }],
            where: (ids: readonly string[]) => ({ siteId: { in: [...ids] } }),
          },
        ]
      : []),
  ])
}
