import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Session } from '#shared/contract/api'
import { roles, type Operator } from '#shared/contract/operator'
import { fieldsOf, readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import type { Platform } from '#platform/platform'
import { newToken, tokenHash } from './tokens'

export interface SignedIn {
  readonly sessionId: string
  readonly operator: Operator
}

const accessSeconds = 10 * 60
const sessionSeconds = 12 * 60 * 60
const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()

/** An operator as this build understands one: a role it doesn't know carries no right. */
const asKnown = (operator: Operator): Operator => ({
  ...operator,
  assignments: operator.assignments.filter(({ role }) => roles.includes(role)),
})

async function knownOperator(db: Kysely<Database>, id: string): Promise<Operator | null> {
  const [operator] = await readEntities(db, 'operator', sql`id = ${id}`)
  return operator ? asKnown(operator) : null
}

/** The session of an access token, null where it ended. Asked on every request, so that signing out works at once. */
export async function findSession({ db, now }: Platform, accessToken: string): Promise<SignedIn | null> {
  const { rows } = await sql<{ id: string; renewedFrom: string | null; operator: Operator | null }>`
    select id, renewed_from, (
      select row_to_json(r) from (
        select ${fieldsOf('operator')} from operator o where o.id = s.operator_id and not o.deleted
      ) r
    ) as operator
    from session s
    where access_hash = ${tokenHash(accessToken)} and not ended and access_ends_at > ${now().toISOString()}
  `.execute(db)
  const [session] = rows
  if (session && session.renewedFrom !== null) await confirmRenewal(db, tokenHash(accessToken))
  return session?.operator ? { sessionId: session.id, operator: asKnown(session.operator) } : null
}

/** The new tokens arrived: from now on whoever shows the one they were exchanged for has stolen it. */
async function confirmRenewal(db: Kysely<Database>, accessHash: string): Promise<void> {
  await db.updateTable('session').set({ renewedFrom: null }).where('accessHash', '=', accessHash).execute()
}

interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

const newTokens = (): Tokens => ({ accessToken: newToken(), refreshToken: newToken() })

async function answer({ db, now }: Platform, operatorId: string, tokens: Tokens): Promise<Session | null> {
  const operator = await knownOperator(db, operatorId)
  return operator && { ...tokens, expiresIn: accessSeconds, operator, serverTime: now().toISOString() }
}

/** Opens a session; sessions that ended long ago are cleared away. One statement: at eight, everybody comes at once. */
export async function openSession(platform: Platform, operatorId: string): Promise<Session | null> {
  const [tokens, id, at] = [newTokens(), randomUUID(), platform.now()]
  const ends = { accessEndsAt: after(at, accessSeconds), endsAt: after(at, sessionSeconds) }
  await platform.db
    .with('cleared', (db) => db.deleteFrom('session').where('endsAt', '<', after(at, -sessionSeconds)))
    .with('opened', (db) =>
      db.insertInto('session').values({ id, operatorId, accessHash: tokenHash(tokens.accessToken), ...ends }),
    )
    .insertInto('refreshToken')
    .values({ hash: tokenHash(tokens.refreshToken), sessionId: id })
    .execute()
  return answer(platform, operatorId, tokens)
}

/**
 * Exchanges a refresh token; null where it is none. One that was used before was stolen, so its session ends; unless
 * nobody has used what it was exchanged for yet: then that answer was lost, and the exchange is made again.
 */
export async function renewSession(platform: Platform, refreshToken: string): Promise<Session | null> {
  const [tokens, at] = [newTokens(), platform.now()]
  const operatorId = await platform.db.transaction().execute(async (tx) => {
    const given = await tx
      .selectFrom('refreshToken')
      .innerJoin('session', 'session.id', 'refreshToken.sessionId')
      .select([
        'session.id',
        'session.operatorId',
        'session.ended',
        'session.endsAt',
        'session.renewedFrom',
        'refreshToken.used',
      ])
      .where('refreshToken.hash', '=', tokenHash(refreshToken))
      .forUpdate()
      .executeTakeFirst()
    if (!given || given.ended || given.endsAt <= at.toISOString()) return null
    if (given.used && given.renewedFrom !== tokenHash(refreshToken)) {
      await endSession(tx, given.id)
      return null
    }
    await rotate(tx, given.id, refreshToken, tokens, at)
    return given.operatorId
  })
  return operatorId === null ? null : answer(platform, operatorId, tokens)
}

async function rotate(tx: Kysely<Database>, id: string, used: string, next: Tokens, at: Date): Promise<void> {
  await tx.updateTable('refreshToken').set({ used: true }).where('sessionId', '=', id).execute()
  await tx
    .insertInto('refreshToken')
    .values({ hash: tokenHash(next.refreshToken), sessionId: id })
    .execute()
  const ends = { accessEndsAt: after(at, accessSeconds), endsAt: after(at, sessionSeconds) }
  await tx
    .updateTable('session')
    .set({ accessHash: tokenHash(next.accessToken), renewedFrom: tokenHash(used), ...ends })
    .where('id', '=', id)
    .execute()
}

export async function endSession(db: Kysely<Database>, id: string): Promise<void> {
  await db.updateTable('session').set({ ended: true }).where('id', '=', id).execute()
}
