/**
 * How views read and change data. Server truth is never copied into a store: a view asks here and is told again when
 * it changed.
 *
 *   const rows = useRows('site', () => ({ where: {…}, search: text.value, sort: sort.value }))  → <VirtualTable :rows="rows">
 *   const site = useRow('site', () => id.value)             site.value.value is the entity, null, or undefined at first
 *   const counts = useCounts('reviewTask', 'stage', () => ({ where: {…}, search: '' }))
 *   const figures = useCall('overview.figures', () => ({}), 'all')
 *   const { run, busy, error } = useAction(() => submit('site.edit', {…}))                     → <ErrorNote :error="error">
 */
export { watchChanges, onChanged } from './query/changes'
export { useRows, type Rows, type RowsQuery, type SiteBrief, type Sort } from './query/use-rows'
export { useAnswer, useCall, useCounts, useRow, useShortList, type Answered } from './query/use-call'
export { useLocalRows } from './query/local-rows'
export { submit, useAction, type Action } from './query/use-action'
