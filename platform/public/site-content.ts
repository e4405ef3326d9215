import { sql, type Kysely } from 'kysely'
import type { Article } from '#shared/contract/article'
import type { Column } from '#shared/contract/column'
import type { Site } from '#shared/contract/site'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { faultsOf, type SiteFaults } from './faults'

/** What the public sees of one site. */
export interface SiteContent {
  readonly site: Site
  readonly owner: string
  /** In the order of the menu. */
  readonly columns: readonly Column[]
  /** Public articles by id. */
  readonly articles: ReadonlyMap<string, Article>
  /** Public articles of each column, newest first. */
  readonly byColumn: ReadonlyMap<string, readonly Article[]>
  readonly faults: SiteFaults
}

const isPublic = sql`published_hash is not null and state in ('published', 'corrected')`

/** Reads a site by its domain; null where nobody runs one under it. */
export async function readSiteContent(db: Kysely<Database>, domain: string): Promise<SiteContent | null> {
  const [site] = await readEntities(db, 'site', sql`domain = ${domain}`)
  if (!site) return null
  const [units, columns, articles] = await Promise.all([
    readEntities(db, 'unit', sql`id = ${site.unitId}`),
    readEntities(db, 'column', sql`site_id = ${site.id} and state = 'open'`),
    readEntities(db, 'article', sql`site_id = ${site.id} and ${isPublic}`),
  ])
  return {
    site,
    owner: units[0]?.name ?? site.name,
    columns,
    articles: new Map(articles.map((article) => [article.id, article])),
    byColumn: groupedByColumn(articles),
    faults: faultsOf(domain),
  }
}

const newestFirst = (a: Article, b: Article) => ((a.publishedAt ?? '') < (b.publishedAt ?? '') ? 1 : -1)

function groupedByColumn(articles: readonly Article[]): Map<string, Article[]> {
  const groups = new Map<string, Article[]>()
  for (const article of [...articles].sort(newestFirst)) {
    const group = groups.get(article.columnId) ?? []
    group.push(article)
    groups.set(article.columnId, group)
  }
  return groups
}

/** The text that was published under a digest: from the library, or the revision that was approved. */
export async function readPublishedText(db: Kysely<Database>, article: Article): Promise<string> {
  const { publishedHash } = article
  if (publishedHash === null) return ''
  const shared = await db.selectFrom('libraryText').select('body').where('hash', '=', publishedHash).executeTakeFirst()
  if (shared) return shared.body
  const [revision] = await readEntities(db, 'revision', sql`article_id = ${article.id} and hash = ${publishedHash}`)
  return revision?.body ?? ''
}

/** The bytes of a file that a public article of the site carries; null for any other name. */
export async function readAttachment(
  db: Kysely<Database>,
  { articles }: SiteContent,
  name: string,
): Promise<Uint8Array | null> {
  const attachments = [...articles.values()].flatMap((article) => article.attachments)
  const attachment = attachments.find((candidate) => candidate.name === name)
  if (!attachment) return null
  const stored = await db
    .selectFrom('attachmentContent')
    .select('bytes')
    .where('hash', '=', attachment.hash)
    .executeTakeFirst()
  return stored?.bytes ?? null
}
