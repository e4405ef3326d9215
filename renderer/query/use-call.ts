import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { api, asAppError } from '#renderer/api.ts'
import type { AppError } from '#shared/contract/app-error'
import type { DeskCalls, Input, Output, FieldFilter } from '#shared/contract/desk'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import { onChanged, onMadeRows } from './changes'

/** An answer that keeps itself up to date. `value` keeps the last one while a new one is on its way. */
export interface Answered<T> {
  readonly value: ShallowRef<T | undefined>
  readonly error: ShallowRef<AppError | undefined>
  readonly refresh: () => Promise<void>
}

/** Asks by `load` whenever its reactive inputs change or rows of these kinds do. Latest wins; `load` may return undefined for “nothing to ask”. */
export function useAnswer<T>(
  load: () => Promise<T> | undefined,
  kinds: readonly EntityKind[] | 'all',
  spacingMs?: number,
): Answered<T> {
  const value = shallowRef<T>()
  const error = shallowRef<AppError>()
  let round = 0
  onScopeDispose(() => (round = -1))

  async function settle(question: Promise<T> | undefined): Promise<void> {
    const mine = ++round
    if (!question) return void (value.value = undefined)
    try {
      const answer = await question
      if (mine === round) [value.value, error.value] = [answer, undefined]
    } catch (failure) {
      if (mine === round) error.value = asAppError(failure)
    }
  }

  // Vue takes a promise that a watched getter returns for its own and reports its refusal as a fault of the view.
  const asked = () => ({ question: load() })
  watch(asked, ({ question }) => void settle(question), { immediate: true })
  const refresh = () => settle(load())
  if (kinds === 'all' || kinds.length > 0) onChanged(kinds, () => void refresh(), spacingMs)
  return { value, error, refresh }
}

/** The answer to a call of core, asked again when its input or rows of these kinds change. */
export const useCall = <K extends keyof DeskCalls>(
  name: K,
  input: () => Input<DeskCalls[K]> | undefined,
  kinds: readonly EntityKind[] | 'all',
  spacingMs?: number,
): Answered<Output<DeskCalls[K]>> => useAnswer(() => whenGiven(input(), (given) => api[name](given)), kinds, spacingMs)

/** One entity by its id; null where it is not (or no longer) here. */
export function useRow<K extends EntityKind>(kind: K, id: () => string | undefined): Answered<EntityOf<K> | null> {
  const answered = useAnswer(
    () => whenGiven(id(), (given) => api['rows.get']({ kind, id: given }) as Promise<EntityOf<K> | null>),
    [kind],
  )
  onMadeRows(kind, (row) => {
    if (answered.value.value?.id === row.id) answered.value.value = row
  })
  return answered
}

/** The first rows (at most 500) of a selection, whole: for short lists beside an entity, as its history. */
export const useShortList = <K extends EntityKind>(
  kind: K,
  query: () =>
    { where: Record<string, FieldFilter>; sort?: { by: string; descending: boolean }; limit?: number } | undefined,
): Answered<{ readonly total: number; readonly rows: readonly EntityOf<K>[] }> =>
  useAnswer(
    () =>
      whenGiven(query(), async ({ where, sort, limit = 500 }) => {
        const { rows, total } = await api['rows.list']({
          kind,
          where,
          search: '',
          ...(sort && { sort }),
          offset: 0,
          limit,
        })
        return { total, rows: rows as EntityOf<K>[] }
      }),
    [kind],
  )

/** How many rows there are by value of a field, as a map from the value's text. */
export const useCounts = (
  kind: EntityKind,
  by: string,
  selection: () => { where: Record<string, FieldFilter>; search: string } = () => ({ where: {}, search: '' }),
): Answered<ReadonlyMap<string, number>> =>
  useAnswer(async () => {
    const counts = await api['rows.counts']({ kind, by, ...selection() })
    return new Map(counts.map(({ value, count }) => [String(value), count]))
  }, [kind])

const whenGiven = <I, O>(given: I | undefined, ask: (given: I) => Promise<O>): Promise<O> | undefined =>
  given === undefined ? undefined : ask(given)
