import { shallowRef, triggerRef, watch, type ShallowRef } from 'vue'
import { api, asAppError } from '#renderer/api.ts'
import type { AppError } from '#shared/contract/app-error'
import type { FieldFilter, Output, DeskCalls } from '#shared/contract/desk'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import { onChanged, onMadeRows } from './changes'
import { RowPages } from './row-pages'

export interface Sort {
  readonly by: string
  readonly descending: boolean
}
/** Which rows, in which order. Build it in a computed or getter: a new value asks anew. */
export interface RowsQuery {
  readonly where: Readonly<Record<string, FieldFilter>>
  readonly search: string
  readonly sort?: Sort | undefined
}
export type SiteBrief = Output<DeskCalls['rows.list']>['sites'][string]

/** A list of any length: what a table needs to show a window of it. Reading `total`, `at` or `site` in a render follows it. */
export interface Rows<T> {
  readonly total: () => number
  /** False until the first answer has come. */
  readonly known: () => boolean
  /** The row at an index, undefined while it is on its way. */
  readonly at: (index: number) => T | undefined
  readonly indexOf: (id: string) => number
  /** Name and code of a site that rows here belong to. */
  readonly site: (id: string | null) => SiteBrief | undefined
  readonly error: ShallowRef<AppError | undefined>
  /** Counts the questions that were answered: rises when the rows belong to another query. */
  readonly epoch: ShallowRef<number>
  /** Says which rows are in view. */
  readonly show: (from: number, to: number) => void
  readonly refresh: () => void
}

/** Rows fetched beyond what is in view, on either side. */
const ahead = 30

/**
 * The rows of a kind that match a query, fetched a window at a time. While a new answer is on its way the old rows
 * stay; of several questions only the latest counts; a change of such rows in core refreshes what is in view.
 */
export function useRows<K extends EntityKind>(kind: K, query: () => RowsQuery): Rows<EntityOf<K>> {
  type Row = EntityOf<K>
  const pages = shallowRef(new RowPages<Row>())
  const sites = new Map<string, SiteBrief>()
  const error = shallowRef<AppError>()
  const epoch = shallowRef(0)
  let asked: RowsQuery = query()
  let next: RowPages<Row> = pages.value
  let view = { from: 0, to: ahead }
  let inFlight = new Set<number>()
  let round = 0

  function ask(): void {
    for (const page of next.wanted(view.from, view.to)) if (!inFlight.has(page)) void load(page)
  }

  async function load(page: number): Promise<void> {
    const [mine, into] = [round, next]
    inFlight.add(page)
    try {
      const { sort, where, search } = asked
      const range = { offset: page * RowPages.size, limit: RowPages.size }
      const answer = await api['rows.list']({ kind, where: { ...where }, search, ...(sort && { sort }), ...range })
      if (mine !== round) return
      for (const [id, site] of Object.entries(answer.sites)) sites.set(id, site)
      into.put(page, answer.rows as Row[], answer.total)
      error.value = undefined
      reveal(into)
    } catch (failure) {
      if (mine === round) error.value = asAppError(failure)
    } finally {
      if (mine === round) inFlight.delete(page)
    }
  }

  function reveal(into: RowPages<Row>): void {
    if (pages.value === into) return triggerRef(pages)
    pages.value = into
    epoch.value += 1
  }

  function restart(): void {
    round += 1
    inFlight = new Set()
  }

  function refresh(): void {
    restart()
    next.makeStale()
    ask()
  }

  watch(
    query,
    (wanted) => {
      if (JSON.stringify(wanted) === JSON.stringify(asked)) return
      asked = wanted
      restart()
      next = new RowPages<Row>()
      view = { from: 0, to: view.to - view.from }
      ask()
    },
    { flush: 'sync' },
  )
  onChanged([kind], refresh)
  onMadeRows(kind, (row) => {
    if (pages.value.replace(row, ({ id }) => id === row.id)) triggerRef(pages)
  })
  ask()

  return {
    total: () => pages.value.total,
    known: () => pages.value.known,
    at: (index) => pages.value.at(index),
    indexOf: (id) => pages.value.indexWhere((row) => row.id === id),
    site: (id) => (id === null || !pages.value.known ? undefined : sites.get(id)),
    error,
    epoch,
    show(from, to) {
      view = { from: from - ahead, to: to + ahead }
      ask()
    },
    refresh,
  }
}
