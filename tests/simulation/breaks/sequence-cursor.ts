import { sql, type Kysely } from 'kysely'
import { cursorHeader } from '#shared/contract/api'
import { kindNames, type EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { readEntities, tableOf } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { fingerprintOf, readerOf, type Reader } from '#platform/feed/reader'
import { visibleKinds, visibleRows } from '#platform/feed/visibility'
import { isAbout, jsonAnswer, type Answer, type Message } from '#tests/simulation/message'
import type { Break } from '#tests/simulation/world'

const mark = 'sequence:'

/** The feed counts changes by a plain sequence, and hands out what is committed now: what commits late is never seen. */
export const rule: Omit<Break, 'name'> = {
  async between({ server }, { operator }, message, pass) {
    const cursor = new URL(message.path, 'http://platform').searchParams.get('cursor')
    const answer = await pass(withoutCursor(message))
    const begins = isAbout(message, '/v1/snapshot') && answer.status === 200
    if (!begins && !(isAbout(message, '/v1/changes') && cursor?.startsWith(mark) && answer.status !== 401))
      return answer
    const reader = await readerNow(server.db(), operator)
    const own = `${mark}${fingerprintOf(reader)}:`
    if (begins) return jsonAnswer({ ...parsed(answer), cursor: own + (await highest(server.db())) })
    // Other rights: the platform itself finds no sense in the cursor, and the console begins anew.
    if (!cursor?.startsWith(own)) return answer
    return changesAfter(server.db(), reader, own, Number(cursor.slice(own.length)))
  },
}

/** Such a cursor says nothing to the platform, which judges commands as it did before there was one beside them. */
function withoutCursor(message: Message): Message {
  const { [cursorHeader]: _, ...headers } = message.headers
  return { ...message, headers }
}

const parsed = ({ body }: Answer) => JSON.parse(body.toString()) as object

async function readerNow(db: Kysely<Database>, station: Operator): Promise<Reader> {
  const [operator] = await readEntities(db, 'operator', sql`id = ${station.id}`)
  return readerOf({ ...station, assignments: operator?.assignments ?? [] })
}

async function highest(db: Kysely<Database>): Promise<number> {
  const tables = kindNames.map((kind) => sql`select max(seq) as seq from ${tableOf(kind)}`)
  const { rows } = await sql<{
    seq: number
  }>`select max(seq)::integer as seq from (${sql.join(tables, sql` union all `)}) t`.execute(db)
  return rows[0]?.seq ?? 0
}

async function changesAfter(db: Kysely<Database>, reader: Reader, own: string, seq: number): Promise<Answer> {
  const next = await highest(db)
  const changes: object[] = []
  for (const kind of visibleKinds(reader)) {
    const isNew = sql`seq > ${seq} and (${visibleRows(reader, kind)})`
    changes.push(...(await readEntities(db, kind, isNew)).map((row) => changeOf(kind, row)))
  }
  return jsonAnswer({ changes, cursor: own + next, caughtUpTo: '2026-03-02T02:00:00.000Z', more: false })
}

const changeOf = (kind: EntityKind, value: { id: string; version: number }) => ({
  entity: { kind, id: value.id },
  version: value.version,
  deleted: false,
  value,
  endsTransaction: true,
})
