import { expect, type Locator, type Page } from '@playwright/test'
import { List } from './list'

export class CheckPage {
  readonly articles: List
  readonly hits: List

  constructor(private readonly page: Page) {
    this.articles = new List(page, '核查对象')
    this.hits = new List(page, '命中')
  }

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: '命中详情' })
  }

  async tab(name: '命中' | '核查对象' | '本次结果'): Promise<void> {
    await this.page.getByRole('tablist', { name: '核查内容' }).getByRole('tab', { name }).click()
  }

  /** Checks the files that the next dialog is answered with. */
  async files(count: number): Promise<void> {
    await this.tab('核查对象')
    await this.page.getByRole('button', { name: '核查文件…' }).click()
    await this.untilChecked(count)
  }

  async someArticles(words: string, count: number): Promise<void> {
    await this.tab('核查对象')
    await this.articles.search(words)
    await this.articles.choose(count)
    await this.page.getByRole('button', { name: `核查所选 ${count} 篇` }).click()
    await this.untilChecked(count)
  }

  private async untilChecked(count: number): Promise<void> {
    await expect(this.page.getByText(new RegExp(`共核查 ${count} 个对象`))).toBeVisible({ timeout: 60_000 })
  }

  async openHit(words: string): Promise<void> {
    await this.tab('命中')
    await this.hits.search(words)
    await this.hits.open(words)
    await expect(this.pane).toContainText(words)
  }

  async dispose(verdict: '放行' | '误报' | '确认', reason: string): Promise<void> {
    await this.pane.getByRole('button', { name: verdict, exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('理由', { exact: true }).fill(reason)
    await dialog.getByRole('button', { name: verdict, exact: true }).click()
    await expect(dialog).toBeHidden()
  }
}
