import { sql, type Kysely } from 'kysely'
import { readCertificate } from '#shared/signing/certificates/certificate'
import { issueRevocationList } from '#shared/signing/certificates/revocation-list'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { authorities } from './authority'

/**
 * One list for each authority that the platform ever had, of the keys it vouched for and that were revoked since, each
 * followed by the certificate of that authority.
 */
export async function revocationLists(db: Kysely<Database>, issuedAt: string): Promise<string[]> {
  const keys = await readEntities(db, 'signingKey', sql`revoked_at is not null`)
  const revoked = keys.flatMap(({ certificates: [own, issuer] = [], revokedAt }) =>
    own && issuer && revokedAt ? [{ serial: readCertificate(own).serial, from: revokedAt, issuer }] : [],
  )
  return (await authorities(db, 'platform')).map((issuer) => {
    const [own = ''] = issuer.certificates
    return issueRevocationList({ issuer, issuedAt, revoked: revoked.filter((entry) => entry.issuer === own) }) + own
  })
}
