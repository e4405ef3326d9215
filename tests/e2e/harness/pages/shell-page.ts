import { expect, type Locator, type Page } from '@playwright/test'
import { demoPassword } from '#platform/demo/operators'

export const modules = {
  overview: '总览',
  sites: '子站',
  columns: '栏目',
  review: '审核',
  inspection: '巡查',
  check: '涉密核查',
  sync: '同步',
} as const
export type ModuleName = keyof typeof modules

/** First syncs load some 160,000 rows. */
const firstSync = 60_000

/** The frame around every module. */
export class ShellPage {
  constructor(private readonly page: Page) {}

  get status(): Locator {
    return this.page.getByTitle('查看同步与待处理')
  }

  async goTo(module: ModuleName): Promise<void> {
    await this.page.evaluate((path) => (location.hash = path), `#/${module}`)
    const rail = this.page.getByRole('navigation', { name: '模块' })
    await expect(rail.locator(`a[href="#/${module}"][aria-current=page]`)).toBeVisible()
  }

  /** Everything that the platform has is here. */
  async untilSynced(): Promise<void> {
    await expect(this.status).toContainText('在线 · 已同步至', { timeout: firstSync })
  }

  /** Nothing is left to be sent. */
  async untilSent(): Promise<void> {
    await this.untilSynced()
    await expect(this.status).not.toContainText('待提交', { timeout: 60_000 })
  }

  /** Gives the password again in the dialog that an ended session asks for. */
  async signInAgain(): Promise<void> {
    await this.page.getByRole('button', { name: '重新登录' }).first().click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('密码').fill(demoPassword)
    await dialog.getByRole('button', { name: '重新登录' }).click()
    await expect(dialog).toBeHidden()
  }

  async untilOffline(): Promise<void> {
    await expect(this.status).toContainText('离线', { timeout: 60_000 })
  }

  /** Light or dark by the switch in the rail, which goes round three choices. */
  async theme(theme: 'light' | 'dark'): Promise<void> {
    const words = { light: '浅色', dark: '深色' }[theme]
    const button = this.page.getByRole('button', { name: /^外观/ })
    for (let tries = 0; tries < 3 && !(await button.getAttribute('aria-label'))?.includes(words); tries++)
      await button.click()
    await expect(this.page.locator('html')).toHaveClass(theme === 'dark' ? /dark/ : /^((?!dark).)*$/)
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: '退出登录' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click()
    await expect(this.page.getByRole('navigation', { name: '模块' })).toBeHidden()
  }
}
