import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FilterDefinition } from '#renderer/filters.ts'
import { useNames } from '#renderer/names.ts'
import { useCounts } from '#renderer/query.ts'
import { useSync } from '#renderer/stores/sync.ts'
import { useRegionFilter } from '#renderer/triage/region-filter.ts'
import { addDays, addWorkingDays } from '#shared/domain/calendar'
import { withSiteStates } from '#shared/domain/supervision'

const states = ['issued', 'disputed', 'accepted', 'rectified', 'verified', 'closed', 'withdrawn']
const sources = ['daily', 'weekly', 'monthly', 'quarterly', 'public', 'superior', 'system']

/** How the ledger is grouped: by state, deadline, supervision, source, unit and region, each group with its count. */
export function useOrderFilters(): ComputedRef<FilterDefinition[]> {
  const { t } = useI18n()
  const [names, sync, region] = [useNames(), useSync(), useRegionFilter()]
  const byState = useCounts('rectificationOrder', 'state')
  const byLevel = useCounts('rectificationOrder', 'level')
  const bySource = useCounts('rectificationOrder', 'source')
  const byUnit = useCounts('rectificationOrder', 'unitId')
  const withSite = { state: { in: [...withSiteStates] } }

  const units = computed(() =>
    [...(byUnit.value.value ?? [])]
      .sort(([, one], [, other]) => other - one)
      .flatMap(([value, count]) => (value === null ? [] : [{ value, label: names.unit(value), count }])),
  )
  return computed(() => [
    {
      name: 'orderState',
      label: t('inspection.filter.state'),
      options: states.map((value) => ({
        value,
        label: names.word('rectificationOrder-state', value),
        count: byState.value.value?.get(value) ?? 0,
      })),
      where: (values) => ({ state: { in: [...values] } }),
    },
    {
      name: 'orderDue',
      label: t('inspection.filter.due'),
      single: true,
      options: [
        { value: 'overdue', label: t('inspection.order.overdue') },
        { value: 'soon', label: t('inspection.order.dueSoon') },
      ],
      where: ([value]) => ({
        ...withSite,
        dueOn:
          value === 'soon' ? { from: sync.today, to: addWorkingDays(sync.today, 1) } : { to: addDays(sync.today, -1) },
      }),
    },
    {
      name: 'orderLevel',
      label: t('inspection.filter.supervision'),
      options: ['0', '1', '2', '3'].map((value) => ({
        value,
        label: t(`inspection.order.levels.${value}`),
        count: byLevel.value.value?.get(value) ?? 0,
      })),
      where: (values) => ({ level: { in: values.map(Number) } }),
    },
    {
      name: 'orderSource',
      label: t('inspection.filter.source'),
      options: sources.map((value) => ({
        value,
        label: names.word('rectificationOrder-source', value),
        count: bySource.value.value?.get(value) ?? 0,
      })),
      where: (values) => ({ source: { in: [...values] } }),
    },
    {
      name: 'orderUnit',
      label: t('inspection.filter.unit'),
      options: units.value,
      where: (values) => ({ unitId: { in: [...values] } }),
    },
    region.value,
  ])
}
