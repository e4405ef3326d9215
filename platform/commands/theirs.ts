import { sql, type Kysely } from 'kysely'
import type { Command, EntityRef, Outcome } from '#shared/contract/command'
import type { Operator } from '#shared/contract/operator'
import { refsOf } from '#shared/domain/command-rule'
import { ruleFor } from '#shared/domain/command-rules'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { readerOf } from '#platform/feed/reader'
import { visibleRows } from '#platform/feed/visibility'

type Theirs = Extract<Outcome, { result: 'conflict' }>['theirs']

async function present(db: Kysely<Database>, operator: Operator, { kind, id }: EntityRef): Promise<Theirs> {
  const visible = visibleRows(readerOf(operator), kind)
  const entities = await readEntities(db, kind, sql`id = ${id}::uuid and (${visible})`)
  return entities.map((value) => ({ entity: { kind, id }, version: value.version, value }))
}

/** What is there now of everything the command was decided on, as far as its author may see it. */
export async function theirsOf(db: Kysely<Database>, command: Command, operator: Operator): Promise<Theirs> {
  const theirs: Theirs = []
  for (const ref of refsOf(ruleFor(command.type).reads(command.args))) {
    theirs.push(...(await present(db, operator, ref)))
  }
  return theirs
}
