import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'
import { readChanges, type ChangeRow, type Span } from './changes'
import type { Place } from './cursor'
import { everything } from './reader'
import { createSites, type Sight, type Sites } from './sight'

/** The newest part of the feed, held in memory: all consoles that keep up are answered from one reading of it. */
export interface Tail {
  /** Takes in what lies below that horizon. */
  extendTo(xmin: string): Promise<void>
  /** Changes as `readChanges` would answer them; null where they reach back too far. */
  changes(sees: Sight, span: Span): readonly ChangeRow[] | null
  readonly sites: Sites
}

interface Entry extends ChangeRow {
  readonly number: bigint
  /** Changed again since: whoever has not read it yet will be told of that instead. */
  isOld: boolean
}

/** More than this at once is for the database: it is read by few, and would push out what many read. */
const mostAtOnce = 2_000
const mostRows = 20_000
const mostCharacters = 24_000_000

export function createTail(db: Kysely<Database>): Tail {
  const sites = createSites(db)
  let entries: Entry[] = []
  let characters = 0
  const newest = new Map<string, Entry>()
  /** All changes of transactions from `begin` on and below `end` are in `entries`. */
  let [begin, end] = [0n, 0n]

  async function beginAt(xmin: bigint): Promise<void> {
    entries = []
    characters = 0
    newest.clear()
    ;[begin, end] = [xmin, xmin]
    await sites.load()
  }

  function add(row: ChangeRow): void {
    const entry: Entry = { ...row, number: BigInt(row.tx), isOld: false }
    const key = `${row.kind}:${row.id}`
    const before = newest.get(key)
    if (before) before.isOld = true
    newest.set(key, entry)
    entries.push(entry)
    characters += sizeOf(entry)
    if (row.kind === 'site') sites.note(row)
  }

  /** Whole transactions go, oldest first. */
  function trim(): void {
    if (entries.length <= mostRows && characters <= mostCharacters) return
    let count = 0
    while (count < entries.length && (entries.length - count > mostRows / 2 || characters > mostCharacters / 2)) {
      const { number } = entries[count] ?? { number: end }
      for (let entry = entries[count]; entry?.number === number; entry = entries[count]) {
        characters -= sizeOf(entry)
        const key = `${entry.kind}:${entry.id}`
        if (newest.get(key) === entry) newest.delete(key)
        count += 1
      }
      begin = number + 1n
    }
    entries = entries.slice(count)
  }

  return {
    sites,
    async extendTo(xmin) {
      const horizon = BigInt(xmin)
      // A horizon that went back belongs to a database that was put back.
      if (end === 0n || horizon < end) return beginAt(horizon)
      if (horizon === end) return
      const span = { after: { tx: String(end), seq: 0 }, below: xmin, limit: mostAtOnce + 1 }
      const rows = await readChanges(db, everything, span)
      if (rows.length > mostAtOnce) return beginAt(horizon)
      for (const row of rows) add(row)
      end = horizon
      trim()
    },
    changes(sees, { after, below, limit }) {
      const [from, to] = [BigInt(after.tx), BigInt(below)]
      if (from < begin || to > end) return null
      const found: ChangeRow[] = []
      for (let index = firstAfter(entries, from, after); index < entries.length && found.length < limit; index += 1) {
        const entry = entries[index]
        if (!entry || entry.number >= to) break
        if (!entry.isOld && sees(entry.kind, entry.siteId)) found.push(entry)
      }
      return found
    },
  }
}

const sizeOf = ({ value }: ChangeRow): number => 200 + (value?.length ?? 0)

/** Most readers stand near the end. */
function firstAfter(entries: readonly Entry[], tx: bigint, { seq }: Place): number {
  return 1 + entries.findLastIndex(({ number, seq: own }) => number < tx || (number === tx && own <= seq))
}
