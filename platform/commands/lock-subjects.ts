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

/**
 * Makes commands that read anything in common take turns until their transactions end, so that each decides on what the
 * one before it left, also on rows that aren't there yet. (SERIALIZABLE promises as much, but its predicate locks cover
 * whole index pages: of 16 writers on different rows most were thrown back again and again.) Taken in one order by all,
 * so nobody waits in a circle.
 */
export async function lockSubjects(db: Kysely<Database>, reads: Reads): Promise<void> {
  const wanted = new Set(Object.values(reads).flatMap(subjectsOf).map(stripeOf))
  const inOrder = [...wanted].sort((a, b) => a - b)
  await sql`select pg_advisory_xact_lock(${lockClass}, stripe) from unnest(${inOrder}::integer[]) stripe`.execute(db)
}
