import { sql, type Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { Database } from '#platform/database/schema'
import { demoAudit } from './audit'
import { readLibrary } from './library'
import { demoSites } from './sites'
import { saveContent } from './store/content'
import { save, type DemoCounts, type Filling } from './store/filling'
import { saveHistory } from './store/history'
import { saveRegistry } from './store/registry'
import { saveReviews } from './store/reviews'

export interface DemoOptions {
  /** 1: 970 sites, 58,000 columns, 100,000 articles, 500 of them more in review. */
  readonly scale: number
  readonly now: Date
  /** Hears in words how far it is. */
  readonly progress?: (text: string) => void
}

/** True where nothing is registered yet, so that a demo may be made. */
export async function isUnused(db: Kysely<Database>): Promise<boolean> {
  return (await db.selectFrom('site').select('id').limit(1).executeTakeFirst()) === undefined
}

/**
 * Fills an unused database with the demo province: all of it or, where that fails, nothing. Dates are laid out from
 * `now`, so the province is fresh whenever it is made. Answers how many rows of each kind there are.
 * @throws AppError `rule` where sites are registered already
 */
export async function createDemoProvince(db: Kysely<Database>, options: DemoOptions): Promise<Readonly<DemoCounts>> {
  const { scale, now, progress = () => undefined } = options
  if (!(await isUnused(db))) throw new AppError('rule', '数据库中已有子站，不能再建立演示省，请换用空数据库')
  const counts: DemoCounts = {}
  await db.transaction().execute((tx) => fill({ tx, setting: { scale, now: now.getTime() }, counts, progress }))
  await sql`analyze`.execute(db)
  progress('演示省已建立')
  return counts
}

async function fill(filling: Filling): Promise<void> {
  const { setting, progress } = filling
  const sites = demoSites(setting)
  progress(`正在登记 ${sites.length} 个子站`)
  const requests = await saveRegistry(filling, sites)
  progress('正在整理法规文本和附件')
  const library = readLibrary()
  await saveContent(filling, sites, library)
  progress('正在准备待审稿件')
  const tasks = await saveReviews(filling, sites, library)
  progress('正在补齐以往的巡查和签发')
  const orders = await saveHistory(filling, sites)
  await save(filling, 'auditEntry', demoAudit({ sites, tasks, orders, requests }, setting))
}

/** Tells every plan that overrides no single host where the demo's public pages are, as `127.0.0.1:8081`. */
export async function setPagesAddress(db: Kysely<Database>, address: string): Promise<void> {
  const hosts = JSON.stringify({ '*': address })
  await sql`
    update inspection_plan set hosts = ${hosts}::jsonb
    where not deleted and hosts - '*' = '{}'::jsonb and hosts <> ${hosts}::jsonb
  `.execute(db)
}
