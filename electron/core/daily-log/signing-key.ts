import { uuidv7 } from 'uuidv7'
import { readRow } from '#core/rows/rows'
import { submit, type Actor } from '#core/outbox/submit'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { generateKeyPair, type KeyPair } from '#shared/signing/sm2'

export interface OperatorKey extends KeyPair {
  readonly keyId: string
}

/** The operator's signing key: made here when it is first needed, kept only inside the encrypted database. */
function ownKey(store: Store): OperatorKey {
  const known = readNote<OperatorKey>(store, 'signing-key')
  if (known) return known
  const made = { keyId: uuidv7(), ...generateKeyPair() }
  writeNote(store, 'signing-key', made)
  return made
}

/** The key to sign with, registered where it isn't yet. One that was revoked elsewhere is replaced. */
export function registeredKey(store: Store, actor: Actor): OperatorKey {
  const key = ownKey(store)
  const registered = readRow(store, 'signingKey', key.keyId)
  if (registered && registered.revokedAt === null) return key
  if (registered) {
    store.run("DELETE FROM note WHERE name = 'signing-key'")
    return registeredKey(store, actor)
  }
  const { keyId, publicKey } = key
  submit(store, actor, { type: 'key.register', args: { keyId, operatorId: actor.by.id, publicKey } })
  return key
}
