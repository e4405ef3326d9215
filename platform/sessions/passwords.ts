import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import type { Operator } from '#shared/contract/operator'
import type { Database } from '#platform/database/schema'
import { insertEntities } from '#platform/database/entity-rows'

/** Argon2id with the library's parameters (OWASP's first choice: 19 MiB, 2 passes). */
export const hashPassword = (password: string): Promise<string> => hash(password)

let nobody: Promise<string> | undefined

/** Whether a password fits; takes as long where there is none to compare with. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const fits = await verify(stored ?? (await nobody), password)
  return stored !== null && fits
}

/** Stores a new operator and the password to sign in with. */
export async function createOperator(db: Kysely<Database>, operator: Operator, password: string): Promise<void> {
  const hashed = await hashPassword(password)
  await insertEntities(db, 'operator', [operator])
  await db.insertInto('operatorPassword').values({ operatorId: operator.id, hash: hashed }).execute()
}
