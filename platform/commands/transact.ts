import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'

const mostTries = 15

const sqlState = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Lost against a transaction at the same time: serialization failure, deadlock, or both made the same row. */
export const isRace = (error: unknown) => ['40001', '40P01', '23505'].includes(sqlState(error))

/** A value that PostgreSQL can't hold. */
export const isUnstorable = (error: unknown): boolean => sqlState(error).startsWith('22')
export const isTaken = (error: unknown): boolean => sqlState(error) === '23505'

const pause = (tries: number) => delay(Math.random() * 8 * tries)

/** Runs work in a transaction, again when it lost a race. Throws the last loss when that goes on. */
export async function transact<T>(db: Kysely<Database>, work: (tx: Kysely<Database>) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      // A row that is taken for good stays taken, so that is tried a few times only.
      const enough = isTaken(error) ? tries >= 3 : tries >= mostTries
      if (!isRace(error) || enough) throw error
      await pause(tries)
    }
  }
}
