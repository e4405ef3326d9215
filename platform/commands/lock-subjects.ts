import { sql, type Kysely } from 'kysely'
import type { Read, Reads } from '#shared/domain/command-rule'
import type { Database } from '#platform/database/schema'

const lockClass = 7_365_813
/** Bounds the locks of one command, however many sites it names; two subjects that share a stripe merely wait for each other. */
const stripes = 512

function subjectsOf(read: Read): readonly string[] {
  if (read.how === 'many') return [`${read.kind}.${read.field}=${read.value ?? ''}`]
  if (read.how === 'each') return read.ids.map((id) => `${read.kind}:${id}`)
  return read.id === null ? [] : [`${read.kind}:${read.id}`]
}

/** FNV-1a. */
function stripeOf(subject: string): number {
  let hash = 0x811c9dc5
  for (const character of subject) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % stripes
}

/** Stripes in the order in which they are taken; true for those that others may hold as well. */
export function locksFor(reads: Reads): readonly (readonly [stripe: number, isShared: boolean])[] {
  const wanted = new Map<number, boolean>()
  for (const read of Object.values(reads)) {
    const isKept = read.how !== 'many' && read.kept === true
    for (const stripe of subjectsOf(read).map(stripeOf)) wanted.set(stripe, isKept && wanted.get(stripe) !== false)
  }
  return [...wanted].sort(([a], [b]) => a - b)
}

/**
 * Makes commands that read anything in common take turns until their transactions end, so that each decides on what the
 * one before it left, also on rows that aren't there yet; what all of them only look at they may hold together.
 * (SERIALIZABLE promises as much, but its predicate locks cover whole index pages: of 16 writers on different rows most
 * were thrown back again and again.) Taken in one order by all, so nobody waits in a circle.
 */
export async function lockSubjects(db: Kysely<Database>, reads: Reads): Promise<void> {
  const locks = locksFor(reads)
  await sql`
    select case when shared then pg_advisory_xact_lock_shared(${lockClass}, stripe)
      else pg_advisory_xact_lock(${lockClass}, stripe) end
    from unnest(${locks.map(([stripe]) => stripe)}::integer[], ${locks.map(([, shared]) => shared)}::boolean[])
      as wanted (stripe, shared)
  `.execute(db)
}
