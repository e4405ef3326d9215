import { sql, type Kysely } from 'kysely'
import type { Outcome } from '#shared/contract/command'
import { kindNames } from '#shared/contract/entity'
import { tableOf } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import type { Seen } from './checker'

type Db = Kysely<Database>

/** A line for everything that is wrong; all of them empty after a good day. */
export interface Verdict {
  /** Accepted and not in the feed, or changed without the feed having told of it. */
  readonly lost: readonly string[]
  /** In the feed more than once, or changed more often than was asked for. */
  readonly doubled: readonly string[]
  /** Refused, and done nevertheless. */
  readonly unasked: readonly string[]
  readonly disordered: readonly string[]
}

export const isGood = (verdict: Verdict): boolean => Object.values(verdict).every(({ length }) => length === 0)

interface Told {
  readonly judged: ReadonlyMap<string, Outcome['result']>
  readonly seen: Seen
  /** Versions at eight, by kind and id. */
  readonly before: ReadonlyMap<string, number>
}

/** Holds what the consoles were told against what the checking reader saw, and both against the database. */
export async function judgeDay(db: Db, { judged, seen, before }: Told): Promise<Verdict> {
  const accepted = [...judged].filter(([, result]) => result === 'applied').map(([id]) => id)
  const isAccepted = new Set(accepted)
  const timesSeen = (id: string) => seen.commands.get(id) ?? 0
  const counted = await countedChanges(db, [...seen.commands.keys()])
  const present = await versionsOf(db, [...seen.versions.keys(), ...counted.keys()].map(idIn))
  return {
    lost: [
      ...accepted.filter((id) => timesSeen(id) === 0).map((id) => `command ${id} is not in the feed`),
      ...[...present].flatMap(([key, version]) => unlessSeen(key, version, seen)),
    ],
    doubled: [
      ...accepted.filter((id) => timesSeen(id) > 1).map((id) => `command ${id} was seen ${timesSeen(id)} times`),
      ...[...counted].flatMap(([key, changes]) => unlessAt(key, (before.get(key) ?? 0) + changes, present)),
    ],
    unasked: [...seen.commands.keys()].filter((id) => !isAccepted.has(id)).map((id) => `command ${id} took effect`),
    disordered: seen.disordered,
  }
}

const idIn = (key: string) => key.slice(key.indexOf(':') + 1)

const unlessSeen = (key: string, version: number, { versions }: Seen): string[] =>
  versions.get(key) === version ? [] : [`${key} is at ${version}, the feed told of ${String(versions.get(key))}`]

const unlessAt = (key: string, expected: number, present: ReadonlyMap<string, number>): string[] =>
  present.get(key) === expected ? [] : [`${key} is at ${String(present.get(key))}, and not at ${expected}`]

/** How often the audit entries of these commands name each row. */
async function countedChanges(db: Db, commands: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ subject: string; changes: number }>`
    select subject, count(*)::integer as changes from audit_entry, jsonb_array_elements_text(subjects) subject
    where id = any(${commands}::uuid[]) group by subject
  `.execute(db)
  return new Map(rows.map(({ subject, changes }) => [subject, changes]))
}

/** Versions by kind and id; of these ids only, where some are named. */
export async function versionsOf(db: Db, ids?: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>()
  for (const kind of kindNames) {
    const { rows } = await sql<{ id: string; version: number }>`
      select id, version from ${tableOf(kind)} where ${ids ? sql`id = any(${ids}::uuid[])` : sql`true`}
    `.execute(db)
    for (const { id, version } of rows) versions.set(`${kind}:${id}`, version)
  }
  return versions
}
