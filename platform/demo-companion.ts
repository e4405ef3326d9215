import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { createDemoProvince, isUnused, setPagesAddress } from '#platform/demo/create'
import { writeDemoAttachments } from '#platform/demo/files/attachments'
import { startPublicPages } from '#platform/public/server'
import type { Database } from './database/schema'
import type { Companion } from './start'

interface DemoSettings {
  readonly scale: number
  /** Port of the public pages; 0 picks a free one. */
  readonly port: number
  /** Where an inspection plan for the demo sites and copies of their attachments are left for the command line. */
  readonly folder: string
  /** Hears what happens, in words. */
  tell(text: string): void
}

/** The demo province in an unused database, with the public pages of its sites on a port of their own. */
export const demoCompanion = ({ scale, port, folder, tell }: DemoSettings): Companion => ({
  async prepare(db) {
    if (!(await isUnused(db))) return
    tell('正在建立演示省份……')
    await createDemoProvince(db, { scale, now: new Date(), progress: tell })
  },
  async start(db) {
    const pages = await startPublicPages({ db, port })
    await setPagesAddress(db, pages.address)
    tell(`公开页面已启动：${pages.url}（按各子站域名访问）`)
    await leaveSamples(db, pages.address, folder)
    tell(`演示子站的巡查方案和附件：${folder}（用于 zhanqun inspect --plan 和 zhanqun check）`)
    return pages
  },
})

async function leaveSamples(db: Kysely<Database>, address: string, folder: string): Promise<void> {
  const sites = await db.selectFrom('site').select(['url', 'code', 'name', 'regionCode']).orderBy('code').execute()
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'plan.json'), `${JSON.stringify({ hosts: { '*': address }, sites }, null, 1)}\n`)
  await writeDemoAttachments(path.join(folder, 'attachments'))
}
