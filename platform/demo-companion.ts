import { createDemoProvince, isUnused, setPagesAddress } from '#platform/demo/create'
import { startPublicPages } from '#platform/public/server'
import type { Companion } from './start'

interface DemoSettings {
  readonly scale: number
  /** Port of the public pages; 0 picks a free one. */
  readonly port: number
  /** Hears what happens, in words. */
  tell(text: string): void
}

/** The demo province in an unused database, with the public pages of its sites on a port of their own. */
export const demoCompanion = ({ scale, port, tell }: DemoSettings): Companion => ({
  async prepare(db) {
    if (!(await isUnused(db))) return
    tell('正在建立演示省份……')
    await createDemoProvince(db, { scale, now: new Date(), progress: tell })
  },
  async start(db) {
    const pages = await startPublicPages({ db, port })
    await setPagesAddress(db, pages.address)
    tell(`公开页面已启动：${pages.url}（按各子站域名访问）`)
    return pages
  },
})
