import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'
import { articleRows, type ArticleSources } from '#platform/demo/articles'
import { columnRows, demoColumns } from '#platform/demo/columns'
import { typoText, withFaults } from '#platform/demo/faulty-articles'
import { demoFiles, type DemoFile } from '#platform/demo/files/attachments'
import type { LibraryEntry } from '#platform/demo/library'
import { authorOf } from '#platform/demo/operators'
import type { DemoSetting } from '#platform/demo/setting'
import type { DemoSite } from '#platform/demo/sites'
import { save, type Filling } from './filling'

const textsPerStatement = 200
const sitesPerStep = 20
const stepsPerReport = 10

/** Stores the library's texts and the attachments, then every site's columns and articles. */
export async function saveContent(
  filling: Filling,
  sites: readonly DemoSite[],
  library: readonly LibraryEntry[],
): Promise<void> {
  const files = demoFiles()
  await saveTexts(filling.tx, library)
  await saveFiles(filling.tx, [...files.clean, ...files.faulty])
  const attachments = files.clean.map(({ name, hash, bytes }) => ({ name, hash, bytes: bytes.length }))
  await saveArticles(filling, sites, { library, attachments, authorOf }, files.faulty)
}

async function saveTexts(tx: Kysely<Database>, library: readonly LibraryEntry[]): Promise<void> {
  const all = [...library.flatMap(({ whole, digest }) => [whole, digest]), typoText()]
  const texts = [...new Map(all.map((text) => [text.hash, text])).values()]
  for (let at = 0; at < texts.length; at += textsPerStatement) {
    const some = texts.slice(at, at + textsPerStatement)
    await tx.insertInto('libraryText').values(some).execute()
  }
}

async function saveFiles(tx: Kysely<Database>, files: readonly DemoFile[]): Promise<void> {
  const rows = files.map(({ hash, name, bytes }) => ({ hash, name, bytes: Buffer.from(bytes) }))
  await tx.insertInto('attachmentContent').values(rows).execute()
}

/** Some sites at a time: the next ones are made while PostgreSQL stores the last. */
async function saveArticles(
  filling: Filling,
  sites: readonly DemoSite[],
  sources: ArticleSources,
  faulty: readonly DemoFile[],
): Promise<void> {
  let storing = Promise.resolve()
  for (let at = 0; at < sites.length; at += sitesPerStep) {
    if ((at / sitesPerStep) % stepsPerReport === 0) filling.progress(`正在生成栏目和稿件：${at}/${sites.length} 个子站`)
    const rows = sites.slice(at, at + sitesPerStep).map((site) => rowsOf(site, filling.setting, sources, faulty))
    await storing
    storing = storeRows(filling, rows)
    storing.catch(() => undefined)
  }
  await storing
}

type SiteRows = ReturnType<typeof rowsOf>

function rowsOf(site: DemoSite, setting: DemoSetting, sources: ArticleSources, faulty: readonly DemoFile[]) {
  const columns = demoColumns(site, setting)
  const columnIds = Object.fromEntries(columns.map(({ id, outline }) => [outline.slug, id]))
  const articles = withFaults(site, articleRows(site, columns, sources), columnIds, faulty)
  return { columns: columnRows(site, columns), articles }
}

async function storeRows(filling: Filling, rows: readonly SiteRows[]): Promise<void> {
  const columns = rows.flatMap((row) => row.columns)
  const articles = rows.flatMap((row) => row.articles)
  await save(filling, 'column', columns)
  await save(filling, 'article', articles)
}
