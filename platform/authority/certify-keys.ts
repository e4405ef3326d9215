import type { Kysely } from 'kysely'
import type { Operator } from '#shared/contract/operator'
import type { Change } from '#shared/domain/command-rule'
import { certifyOperator } from '#shared/signing/certificates/authority'
import type { Database } from '#platform/database/schema'
import { platformAuthority } from './authority'

const isNewKey = (change: Change): boolean => change.kind === 'signingKey' && change.entity.version === 0

/**
 * Gives each key that an operator registers the chain of its certificates, from when the operator made it: signed with it
 * may have been since then, long before the platform heard of it.
 */
export async function certifyKeys(
  tx: Kysely<Database>,
  changes: readonly Change[],
  by: Operator,
  { at, madeAt }: { readonly at: string; readonly madeAt: string },
): Promise<readonly Change[]> {
  if (!changes.some(isNewKey)) return changes
  const authority = await platformAuthority(tx, at)
  return changes.map((change) => {
    if (change.kind !== 'signingKey' || !isNewKey(change)) return change
    const { operatorId, publicKey } = change.entity
    const certificates = [...certifyOperator(authority, { operatorId, name: by.name, publicKey }, madeAt)]
    return { kind: 'signingKey', entity: { ...change.entity, certificates } }
  })
}
