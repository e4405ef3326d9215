import { computed, onActivated, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { useFilters, type FilterDefinition } from '#renderer/filters.ts'
import { useCounts, useRows, type Sort } from '#renderer/query.ts'
import { useSession } from '#renderer/stores/session.ts'
import { useSync } from '#renderer/stores/sync.ts'
import { useRegionFilter } from '#renderer/triage/region-filter.ts'
import { reviewRight } from '#shared/domain/article-states'
import { stages, whereDue, whereOf, type QueueTab } from './queue'

/** The queue of one stage under its filters, and how many wait at each stage. */
export function useQueue() {
  const { t } = useI18n()
  const [session, sync] = [useSession(), useSync()]
  const operatorId = session.operator?.id ?? ''
  const own = stages.find((stage) => session.mayAnywhere(reviewRight[stage]))

  const route = useRoute()
  const home = route.path
  const linked = () => (route.path === home ? stages.find((stage) => stage === route.query['stage']) : undefined)
  const tab = shallowRef<QueueTab>(linked() ?? own ?? 'first')
  watch(linked, (stage) => (tab.value = stage ?? tab.value))
  const sort = shallowRef<Sort>({ by: 'urgency', descending: false })
  // A moving clock would start the list anew every few seconds: overdue means overdue when the view was opened.
  const openedAt = shallowRef(sync.now)
  onActivated(() => (openedAt.value = sync.now))

  const region = useRegionFilter()
  const definitions = computed<FilterDefinition[]>(() => [
    {
      name: 'due',
      label: t('review.filter.due'),
      single: true,
      options: [
        { value: 'overdue', label: t('review.filter.overdue') },
        { value: 'today', label: t('review.filter.today') },
      ],
      where: (values) => whereDue(values, openedAt.value),
    },
    {
      name: 'priority',
      label: t('review.filter.priority'),
      single: true,
      options: [
        { value: 'high', label: t('review.filter.high') },
        { value: 'normal', label: t('review.filter.normal') },
      ],
    },
    region.value,
  ])
  const filters = useFilters(() => definitions.value)
  const where = computed(() => ({ ...filters.where.value, ...whereOf(tab.value, operatorId) }))
  const rows = useRows('reviewTask', () => ({ where: where.value, search: filters.search.value, sort: sort.value }))
  const waiting = useCounts('reviewTask', 'stage', () => ({ where: { state: { in: ['waiting'] } }, search: '' }))
  const blocked = useCounts('hit', 'articleId', () => ({
    where: { state: { in: ['open', 'confirmed'] }, severity: { in: ['block'] }, subjectType: { in: ['revision'] } },
    search: '',
  }))
  const tabs = computed(() => [
    ...stages.map((name) => ({
      name: name as QueueTab,
      label: t(`vocabulary.reviewTask-stage.${name}`),
      count: waiting.value.value?.get(name) ?? 0,
    })),
    { name: 'mine' as QueueTab, label: t('review.mine') },
  ])
  const matching = computed(() => ({ kind: 'reviewTask' as const, where: where.value, search: filters.search.value }))
  return { tab, tabs, sort, definitions, filters, rows, matching, blocked: blocked.value }
}
