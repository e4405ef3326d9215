import { sql, type Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import { defaultPlan } from '#shared/inspection/plan'
import { insertEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { createOperator } from '#platform/sessions/passwords'
import { articleRows } from './articles'
import { columnRows, demoColumns } from './columns'
import { typoText, withFaults } from './faulty-articles'
import { demoFiles, type DemoFile } from './files/attachments'
import { hitsOf } from './hits'
import { inspectionHistory } from './inspection/history'
import { signHistory } from './inspection/sign-offs'
import { readLibrary, type LibraryEntry } from './library'
import { authorOf, demoOperators, demoPassword } from './operators'
import { demoRegions } from './regions'
import { demoReviews } from './reviews'
import type { DemoSetting } from './setting'
import { demoSiteRequests } from './site-requests'
import { demoSites, type DemoSite } from './sites'

export interface DemoOptions {
  /** 1: 970 sites, 58,000 columns, 100,000 articles. */
  readonly scale: number
  readonly now: Date
  /** Hears in words how far it is. */
  readonly progress?: (text: string) => void
}

/** How many rows of each kind were made. */
export type DemoCounts = Readonly<Partial<Record<EntityKind, number>>>

type Save = <K extends EntityKind>(kind: K, rows: readonly EntityOf<K>[]) => Promise<void>

const rowsPerStatement = 4000
const textsPerStatement = 200
const sitesPerStep = 20

/** True where nothing is registered yet, so that a demo may be made. */
export async function isUnused(db: Kysely<Database>): Promise<boolean> {
  return (await db.selectFrom('site').select('id').limit(1).executeTakeFirst()) === undefined
}

/**
 * Fills an unused database with the demo province: all of it or, where that fails, nothing. Dates are laid out from
 * `now`, so the province is fresh whenever it is made.
 * @throws AppError `rule` where sites are registered already
 */
export async function createDemoProvince(db: Kysely<Database>, options: DemoOptions): Promise<DemoCounts> {
  const { scale, now, progress = () => undefined } = options
  if (!(await isUnused(db))) throw new AppError('rule', '数据库中已有子站，不能再建立演示省，请换用空数据库')
  const counts: Partial<Record<EntityKind, number>> = {}
  await db.transaction().execute(async (tx) => {
    const save: Save = async (kind, rows) => {
      for (let at = 0; at < rows.length; at += rowsPerStatement)
        await insertEntities(tx, kind, rows.slice(at, at + rowsPerStatement))
      counts[kind] = (counts[kind] ?? 0) + rows.length
    }
    await fill({ tx, save, setting: { scale, now: now.getTime() }, progress })
  })
  await sql`analyze`.execute(db)
  progress('演示省已建立')
  return counts
}

interface Filling {
  readonly tx: Kysely<Database>
  readonly save: Save
  readonly setting: DemoSetting
  readonly progress: (text: string) => void
}

async function fill(filling: Filling): Promise<void> {
  const { tx, setting, progress } = filling
  const sites = demoSites(setting)
  progress(`正在登记 ${sites.length} 个子站`)
  await saveRegistry(filling, sites)
  progress('正在整理法规文本和附件')
  const library = readLibrary()
  const files = demoFiles()
  await saveTexts(tx, library)
  await saveFiles(tx, [...files.clean, ...files.faulty])
  await saveContent(filling, sites, library, files)
  progress('正在准备待审稿件')
  await saveReviews(filling, sites, library)
  progress('正在补齐以往的巡查和签发')
  await saveHistory(filling, sites)
}

async function saveRegistry({ tx, save, setting }: Filling, sites: readonly DemoSite[]): Promise<void> {
  const units = sites.map(({ unit }) => unit)
  await save('unit', units)
  await save(
    'region',
    demoRegions.map(({ region }) => region),
  )
  const operators = demoOperators(units[0]?.id ?? '')
  for (const operator of operators) await createOperator(tx, operator, demoPassword)
  await save('inspectionPlan', [defaultPlan])
  await save(
    'site',
    sites.map(({ site }) => site),
  )
  await save('siteRequest', demoSiteRequests(sites, setting))
}

async function saveTexts(tx: Kysely<Database>, library: readonly LibraryEntry[]): Promise<void> {
  const texts = [...library.flatMap(({ whole, digest }) => [whole, digest]), typoText()]
  const byHash = [...new Map(texts.map((text) => [text.hash, text])).values()]
  for (let at = 0; at < byHash.length; at += textsPerStatement)
    await tx
      .insertInto('libraryText')
      .values(byHash.slice(at, at + textsPerStatement))
      .execute()
}

async function saveFiles(tx: Kysely<Database>, files: readonly DemoFile[]): Promise<void> {
  const rows = files.map(({ hash, name, bytes }) => ({ hash, name, bytes: Buffer.from(bytes) }))
  await tx.insertInto('attachmentContent').values(rows).execute()
}

/** Columns and articles, some sites at a time: the next ones are made while PostgreSQL stores the last. */
async function saveContent(
  { save, setting, progress }: Filling,
  sites: readonly DemoSite[],
  library: readonly LibraryEntry[],
  files: ReturnType<typeof demoFiles>,
): Promise<void> {
  const attachments = files.clean.map(({ name, hash, bytes }) => ({ name, hash, bytes: bytes.length }))
  const sources = { library, attachments, authorOf }
  let stored = Promise.resolve()
  for (let at = 0; at < sites.length; at += sitesPerStep) {
    const made = sites.slice(at, at + sitesPerStep).map((site) => {
      const columns = demoColumns(site, setting)
      const columnIds = Object.fromEntries(columns.map(({ id, outline }) => [outline.slug, id]))
      const articles = withFaults(site, articleRows(site, columns, sources), columnIds, files.faulty)
      return { columns: columnRows(site, columns), articles }
    })
    await stored
    if (at % (sitesPerStep * 10) === 0) progress(`正在生成栏目和稿件：${at}/${sites.length} 个子站`)
    stored = (async () => {
      await save(
        'column',
        made.flatMap(({ columns }) => columns),
      )
      await save(
        'article',
        made.flatMap(({ articles }) => articles),
      )
    })()
    stored.catch(() => undefined)
  }
  await stored
}

async function saveReviews({ save, setting }: Filling, sites: readonly DemoSite[], library: readonly LibraryEntry[]) {
  const reviews = demoReviews(sites, library, setting)
  const operators = demoOperators(sites[0]?.unit.id ?? '')
  const hits = reviews.flatMap((review) => {
    const author = operators.find(({ id }) => id === review.article.authorId)
    return author ? hitsOf(review, author) : []
  })
  await save(
    'article',
    reviews.map(({ article }) => article),
  )
  await save(
    'revision',
    reviews.flatMap(({ revisions }) => revisions),
  )
  await save(
    'reviewTask',
    reviews.flatMap(({ tasks }) => tasks),
  )
  await save('hit', hits)
}

async function saveHistory({ save, setting }: Filling, sites: readonly DemoSite[]): Promise<void> {
  const history = inspectionHistory(sites, setting)
  const { key, signOffs } = signHistory(history, setting.now)
  const signed = new Map(signOffs.map(({ day, id }) => [day, id]))
  await save('signingKey', [key])
  await save(
    'inspectionRun',
    history.flatMap(({ runs }) => runs),
  )
  await save(
    'finding',
    history.flatMap(({ findingsNow }) => findingsNow),
  )
  await save(
    'rectificationOrder',
    history.flatMap(({ ordersNow }) => ordersNow),
  )
  await save('signOff', signOffs)
  await save(
    'inspectionDay',
    history.map(({ day }) => {
      const signOffId = signed.get(day.day) ?? null
      return { ...day, signOffId, state: signOffId === null ? day.state : ('signed' as const) }
    }),
  )
}

/** Tells every plan that names no other host where the demo's public pages are, as `127.0.0.1:8081`. */
export async function setPagesAddress(db: Kysely<Database>, address: string): Promise<void> {
  await sql`
    update inspection_plan set hosts = ${JSON.stringify({ '*': address })}::jsonb
    where not deleted and hosts <> ${JSON.stringify({ '*': address })}::jsonb
      and (hosts = '{}'::jsonb or hosts - '*' = '{}'::jsonb)
  `.execute(db)
}
