import { shallowRef } from 'vue'
import type { Rows } from '#renderer/query.ts'

/** A list that is all here as the rows of a VirtualTable. */
export function listRows<T extends { readonly id: string }>(list: () => readonly T[] | undefined): Rows<T> {
  return {
    total: () => list()?.length ?? 0,
    known: () => list() !== undefined,
    at: (index) => list()?.[index],
    indexOf: (id) => list()?.findIndex((row) => row.id === id) ?? -1,
    site: () => undefined,
    error: shallowRef(),
    epoch: shallowRef(0),
    show: () => undefined,
    refresh: () => undefined,
  }
}
