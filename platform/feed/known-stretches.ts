import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Stretch } from '#shared/contract/digest'
import type { Database } from '#platform/database/schema'
import type { Place } from './cursor'
import { isUnchanged, readStretch, type Asked } from './digests'
import type { Reader } from './reader'
import type { Sites } from './sight'
import { coverageFor } from './visibility'

interface Known {
  readonly stretch: Stretch
  /** Platform time in milliseconds at which it was read from the rows themselves. */
  readonly readAt: number
  /** No row of it has changed after this place. */
  since: Place
}

/**
 * Digests of stretches for many consoles: as long as nothing in a stretch changes, it is digested once for all of them.
 * After a while it is digested again all the same: a row may have changed without a trace in the feed, and to find that is
 * what digests are for.
 */
export interface KnownStretches {
  read(reader: Reader, asked: Asked): Promise<Stretch>
}

const mostKept = 4_000
const longestKeptMs = 10 * 60_000

export function createKnownStretches(db: Kysely<Database>, sites: Sites, now: () => Date): KnownStretches {
  const kept = new Map<string, Promise<Known | null>>()

  /** A digest that leaves out rows which have changed meanwhile is right for this one console only. */
  async function digest(reader: Reader, asked: Asked): Promise<{ stretch: Stretch; known: Known | null }> {
    const readAt = now().getTime()
    const stretch = await readStretch(db, reader, asked)
    return { stretch, known: stretch.changed?.length === 0 ? { stretch, readAt, since: asked.at } : null }
  }

  function keep(key: string, known: Promise<Known | null>): void {
    kept.delete(key)
    kept.set(key, known)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  }

  async function recall(key: string, reader: Reader, asked: Asked): Promise<Stretch | null> {
    const known = await kept.get(key)
    if (!known || now().getTime() - known.readAt > longestKeptMs) return null
    const { below, downTo } = known.stretch
    const since = earlier(known.since, asked.at)
    if (!(await isUnchanged(db, reader, { ...asked, at: since, below, downTo }))) return null
    known.since = later(known.since, asked.at)
    return known.stretch
  }

  return {
    async read(reader, asked) {
      // A console that looks closer at one stretch has found a difference, and is told what is there now.
      if (asked.downTo !== null) return readStretch(db, reader, asked)
      const key = keyFor(sites, reader, asked)
      const recalled = await recall(key, reader, asked)
      if (recalled) return recalled
      const digesting = digest(reader, asked)
      keep(
        key,
        digesting.then(({ known }) => known).catch(() => null),
      )
      return (await digesting).stretch
    },
  }
}

/** Readers of the same sites share their digests, whatever their roles. */
function keyFor(sites: Sites, reader: Reader, { kind, of, below, cuts, limit }: Asked): string {
  const coverage = coverageFor(reader, kind)
  const who = coverage === null || coverage.province ? 'all' : digestOf(sites.coveredBy(coverage))
  return [who, kind, of, below ?? '', cuts[kind] ?? '', limit].join(' ')
}

const digestOf = (ids: readonly string[]) => createHash('sha256').update(ids.join()).digest('base64url')

const isEarlier = (one: Place, other: Place): boolean =>
  BigInt(one.tx) < BigInt(other.tx) || (one.tx === other.tx && one.seq < other.seq)
const earlier = (one: Place, other: Place): Place => (isEarlier(one, other) ? one : other)
const later = (one: Place, other: Place): Place => (isEarlier(one, other) ? other : one)
