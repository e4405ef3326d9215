import type { Kysely } from 'kysely'
import type { Stretch } from '#shared/contract/digest'
import type { Database } from '#platform/database/schema'
import { readChanges, type ChangeRow, type Span } from './changes'
import type { Asked } from './digests'
import { readHorizon } from './horizon'
import { createKnownStretches } from './known-stretches'
import type { Reader } from './reader'
import { sharedRun } from './shared-run'
import { createTail } from './tail'

/** How far the feed could be read at a moment. */
export interface Sighted {
  readonly xmin: string
  /** Everything that was committed before lies below `xmin`. */
  readonly caughtUpTo: string
}

/** The change feed as many consoles read it at once. */
export interface Feed {
  /** Looked at after it was asked for, for all who ask meanwhile together. */
  horizon(): Promise<Sighted>
  /** Changes up to a horizon that was asked for before. */
  changes(reader: Reader, span: Span): Promise<readonly ChangeRow[]>
  /** The digest of a stretch of rows. */
  stretch(reader: Reader, asked: Asked): Promise<Stretch>
}

interface Options {
  readonly db: Kysely<Database>
  readonly now: () => Date
}

export function createFeed({ db, now }: Options): Feed {
  const tail = createTail(db)
  const stretches = createKnownStretches(db, tail.sites, now)
  return {
    stretch: (reader, asked) => stretches.read(reader, asked),
    horizon: sharedRun(async () => {
      const at = now().getTime()
      const { xmin, behind } = await readHorizon(db)
      await tail.extendTo(xmin)
      return { xmin, caughtUpTo: new Date(at - behind).toISOString() }
    }),
    async changes(reader, span) {
      // A console that was at the horizon already, as most are that poll.
      if (BigInt(span.after.tx) >= BigInt(span.below)) return []
      return tail.changes(tail.sites.sightOf(reader), span) ?? readChanges(db, reader, span)
    },
  }
}
