import { sql, type Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Column } from '#shared/contract/column'
import type { Site } from '#shared/contract/site'
import { createDemoProvince } from '#platform/demo/create'
import { insertEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { aColumn, aSite } from '#tests/builders'

/** A site with its columns, as far as work is done on them. */
export interface Place {
  readonly id: string
  readonly version: number
  readonly regionCode: string
  readonly columns: readonly Pick<Column, 'id' | 'version'>[]
}

/** What stands in the database before the day: the demo province at a scale, or with 0 a few sites for a quick look. */
export async function fillBase(db: Kysely<Database>, scale: number): Promise<void> {
  if (scale > 0) await createDemoProvince(db, { scale, now: new Date() })
  else await fillFew(db)
}

const fewSites = 24
const columnsOfSite = 12

async function fillFew(db: Kysely<Database>): Promise<void> {
  const sites = Array.from({ length: fewSites }, (_, n) => fewSite(n))
  await insertEntities(db, 'site', sites)
  await insertEntities(db, 'column', sites.flatMap(columnsOf))
}

function fewSite(n: number): Site {
  const domain = `s${n}.example`
  const regionCode = `3401${String((n % 4) * 20 + 1).padStart(2, '0')}`
  return aSite({ id: uuidv7(), version: 1, code: `${regionCode}${n}`, regionCode, domain, url: `http://${domain}/` })
}

const columnsOf = ({ id: siteId }: Site): Column[] =>
  Array.from({ length: columnsOfSite }, (_, n) => aColumn({ id: uuidv7(), version: 1, siteId, path: `/columns/${n}/` }))

/** Where work can be done: sites that run, with their open columns. */
export async function readPlaces(db: Kysely<Database>): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select s.id, s.version, s.region_code,
      json_agg(json_build_object('id', c.id, 'version', c.version) order by c.id) as columns
    from site s join "column" c on c.site_id = s.id and c.state = 'open' and not c.secrecy_review
    where s.state = 'running' and not s.deleted
    group by s.id order by s.id
  `.execute(db)
  return rows
}

/** Articles of the sites under a region whose text is public. */
export async function readPublished(db: Kysely<Database>, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('article')
    .select('id')
    .where('publishedHash', 'is not', null)
    .where('deleted', '=', false)
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
