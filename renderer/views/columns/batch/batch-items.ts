import { api } from '#renderer/api.ts'
import type { DeskCalls, Output } from '#shared/contract/desk'
import type { Column } from '#shared/contract/column'
import type { Site } from '#shared/contract/site'

/** What the batch sets on every column of it. */
export type ColumnSet = { readonly owner: string } | { readonly updateCycleDays: number | null }
/** One command of the batch. */
export interface BatchItem extends Record<string, unknown> {
  readonly columnId: string
  readonly siteId: string
  readonly batchId: string
  readonly set: ColumnSet
}
export type Preview = Output<DeskCalls['batch.preview']>[number]
export type Result = Output<DeskCalls['batch.result']>['items'][number]

export const commandType = 'column.change'
export const idOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1)

const most = 500
async function inChunks<T>(ids: readonly string[], ask: (ids: string[]) => Promise<unknown[]>): Promise<T[]> {
  const rows: T[] = []
  for (let from = 0; from < ids.length; from += most) rows.push(...((await ask(ids.slice(from, from + most))) as T[]))
  return rows
}

/** The commands that set this on the chosen columns; a column that is gone is left out. */
export async function itemsFor(ids: readonly string[], set: ColumnSet, batchId: string): Promise<BatchItem[]> {
  const columns = await inChunks<Column>(ids, (some) => api['rows.many']({ kind: 'column', ids: some }))
  return columns.map(({ id, siteId }) => ({ columnId: id, siteId, batchId, set }))
}

export async function siteNames(previews: readonly Preview[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(previews.flatMap(({ siteId }) => siteId ?? []))]
  const sites = await inChunks<Site>(ids, (some) => api['rows.many']({ kind: 'site', ids: some }))
  return new Map(sites.map(({ id, name }) => [id, name]))
}

export const willChange = ({ changes, refusal }: Preview): boolean => refusal === null && changes.length > 0
export const didApply = ({ state }: Result): boolean => state === 'applied' || state === 'unsent'
export const didFail = ({ state }: Result): boolean => state === 'refused' || state === 'cancelled'
