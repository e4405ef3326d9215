import { sql, type Kysely } from 'kysely'
import {
  certifiesUntil,
  createPlatformAuthority,
  createRoot,
  type Authority,
} from '#shared/signing/certificates/authority'
import { readCertificate } from '#shared/signing/certificates/certificate'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>
type Role = Database['authorityKey']['role']

/** Whoever signed offline before the platform first vouched for anybody did so within the authority's term. */
const backdatedDays = 400
const lock = 7_365_814

/** Every authority of a role, the latest first. */
export async function authorities(db: Db, role: Role): Promise<Authority[]> {
  const rows = await db
    .selectFrom('authorityKey')
    .selectAll()
    .where('role', '=', role)
    .orderBy('certifiesUntil', 'desc')
    .execute()
  return rows.map(({ name, publicKey, privateKey, certificates }) => ({
    subject: { name },
    key: { publicKey, privateKey },
    certificates,
  }))
}

async function current(db: Db, role: Role, at: string): Promise<Authority | undefined> {
  const [latest] = await authorities(db, role)
  return latest && endOf(latest) > at ? latest : undefined
}

function endOf({ certificates: [own = ''] }: Authority): string {
  return certifiesUntil(readCertificate(own).to)
}

async function keep(db: Db, role: Role, authority: Authority): Promise<Authority> {
  const { subject, key, certificates } = authority
  await sql`
    insert into authority_key (role, certificates, name, public_key, private_key, certifies_until)
    values (${role}, ${JSON.stringify(certificates)}::jsonb, ${subject.name}, ${key.publicKey}, ${key.privateKey},
      ${endOf(authority)}::timestamptz)
  `.execute(db)
  return authority
}

/**
 * The platform's authority at an instant, within the caller's transaction: made when it is first asked for, and anew by
 * the root when the one before no longer outlives what it would certify. However many platforms ask, there is one.
 */
export async function platformAuthority(tx: Db, at: string): Promise<Authority> {
  const known = await current(tx, 'platform', at)
  if (known) return known
  await sql`select pg_advisory_xact_lock(${lock})`.execute(tx)
  const from = new Date(Date.parse(at) - backdatedDays * 86_400_000).toISOString()
  const made = await current(tx, 'platform', at)
  if (made) return made
  const root = (await current(tx, 'root', at)) ?? (await keep(tx, 'root', createRoot(from)))
  return keep(tx, 'platform', createPlatformAuthority(root, from))
}
