import { sql, type Kysely } from 'kysely'
import { kindNames, type EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { readEntities, tableOf } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { readerOf } from '#platform/feed/reader'
import { visibleKinds, visibleRows } from '#platform/feed/visibility'
import { isAbout, jsonAnswer, type Answer } from '#tests/simulation/message'
import type { Break } from '#tests/simulation/world'

const mark = 'sequence:'

/** The feed counts changes by a plain sequence, and hands out what is committed now: what commits late is never seen. */
export const rule: Omit<Break, 'name'> = {
  async between({ server }, { operator }, message, pass) {
    const cursor = new URL(message.path, 'http://platform').searchParams.get('cursor')
    const answer = await pass()
    if (isAbout(message, '/v1/snapshot') && answer.status === 200) {
      const value = JSON.parse(answer.body.toString()) as object
      return jsonAnswer({ ...value, cursor: mark + (await highest(server.db())) })
    }
    if (!isAbout(message, '/v1/changes') || !cursor?.startsWith(mark) || answer.status === 401) return answer
    return changesAfter(server.db(), operator, Number(cursor.slice(mark.length)))
  },
}

async function highest(db: Kysely<Database>): Promise<number> {
  const tables = kindNames.map((kind) => sql`select max(seq) as seq from ${tableOf(kind)}`)
  const { rows } = await sql<{
    seq: number
  }>`select max(seq)::integer as seq from (${sql.join(tables, sql` union all `)}) t`.execute(db)
  return rows[0]?.seq ?? 0
}

async function changesAfter(db: Kysely<Database>, { id }: Operator, seq: number): Promise<Answer> {
  const next = await highest(db)
  const [operator] = await readEntities(db, 'operator', sql`id = ${id}`)
  const reader = operator && readerOf(operator)
  const changes: object[] = []
  for (const kind of reader ? visibleKinds(reader) : []) {
    const isNew = sql`seq > ${seq} and (${reader ? visibleRows(reader, kind) : sql`false`})`
    changes.push(...(await readEntities(db, kind, isNew)).map((row) => changeOf(kind, row)))
  }
  return jsonAnswer({ changes, cursor: mark + next, caughtUpTo: '2026-03-02T02:00:00.000Z', more: false })
}

const changeOf = (kind: EntityKind, value: { id: string; version: number }) => ({
  entity: { kind, id: value.id },
  version: value.version,
  deleted: false,
  value,
  endsTransaction: true,
})
