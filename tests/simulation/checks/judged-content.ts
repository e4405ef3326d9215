import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { AuditEntry } from '#shared/contract/audit-entry'
import { judgedContent } from '#shared/domain/revision-hash'
import { sm3OfValue } from '#shared/signing/sm3'
import { readEntities } from '#platform/database/entity-rows'
import type { Check } from '#tests/simulation/check'
import type { Ledger } from '#tests/simulation/ledger'
import type { World } from '#tests/simulation/world'

/** Nothing was applied over other content than the operator had on screen, and nothing is public that was not approved. */
export const check: Check = async (world) => {
  const audits = await readEntities(world.server.db(), 'auditEntry', sql`true`)
  return [...audits.flatMap((audit) => unseen(audit, world.ledger)), ...(await unapproved(world))]
}

/** Instants are estimates on the console and exact on the platform. */
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null).replace(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, 'some time'))

function unseen({ id, type, differences }: AuditEntry, ledger: Ledger): string[] {
  const saw = ledger.get(id)?.saw ?? {}
  return differences.flatMap(({ subject, field, before }) => {
    const row: Readonly<Record<string, unknown>> | undefined = saw[subject]
    if (!row || isDeepStrictEqual(withoutTimes(row[field]), withoutTimes(before))) return []
    const told = `${field} of ${subject} was ${JSON.stringify(before)} and on screen ${JSON.stringify(row[field])}`
    return [`${type} ${id} was applied over something else: ${told}`]
  })
}

async function unapproved({ server }: World): Promise<string[]> {
  const db = server.db()
  const [articles, revisions, tasks] = [
    await readEntities(db, 'article', sql`published_hash is not null`),
    await readEntities(db, 'revision', sql`true`),
    await readEntities(db, 'reviewTask', sql`state = 'approved'`),
  ]
  const forged = revisions.filter((revision) => sm3OfValue(judgedContent(revision)) !== revision.hash)
  const unbound = tasks.filter(
    ({ seen, revisionId }) => !revisions.some(({ id, hash }) => id === revisionId && hash === seen),
  )
  const unjudged = articles.filter(({ id, publishedHash }) =>
    ['first', 'second', 'final'].some(
      (stage) => !tasks.some((task) => task.articleId === id && task.stage === stage && task.seen === publishedHash),
    ),
  )
  return [
    ...forged.map(({ id }) => `revision ${id} is not what its hash says`),
    ...unbound.map(({ id }) => `review task ${id} was approved over a text that was not on screen`),
    ...unjudged.map(({ id }) => `article ${id} is public without all approvals of that text`),
  ]
}
