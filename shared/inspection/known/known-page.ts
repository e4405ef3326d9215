import type { Harvest } from '#shared/inspection/read/harvest'
import type { SeenPage } from '#shared/inspection/gather/site-context'

/** Counted up whenever reading a page brings other facts than before: what is known by an older count is read anew. */
export const factsVersion = 1

/** What is known of a page from an earlier run. */
export interface KnownPage {
  /** By which its server tells whether it changed. */
  readonly etag?: string
  readonly lastModified?: string
  /** SM3 of its body, lower-case hex. */
  readonly bodyHash: string
  readonly contentType?: string
  /** When its body was last read, in milliseconds. */
  readonly readAt: number
  /** SM3 of the evidence file that shows it, where one was kept. */
  readonly record?: string
  readonly facts: PageFacts
}

/** What was read from a page: all of it, or its links alone. */
export type PageFacts = { readonly seen: Omit<SeenPage, 'visit'> } | { readonly harvest: Harvest }

/** Pages known from earlier runs, by address. */
export interface PageMemory {
  /** Only what was read by this version of the facts. */
  get(url: string): KnownPage | undefined
  keep(url: string, page: KnownPage): void
  noteRecord(url: string, record: string): void
  forget(url: string): void
}
