import { expect, type Locator, type Page } from '@playwright/test'
import { List } from './list'

export class ColumnsPage {
  readonly list: List

  constructor(private readonly page: Page) {
    this.list = new List(page, '栏目')
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  get tray(): Locator {
    return this.page.getByRole('region', { name: '已选内容' })
  }

  async clearSelection(): Promise<void> {
    await this.tray.getByRole('button', { name: '清除选择' }).click()
    await expect(this.tray).toBeHidden()
  }

  /** Gives the chosen columns another owner, up to the preview of what would change. */
  async previewOwner(owner: string): Promise<void> {
    await this.tray.getByRole('button', { name: '批量调整' }).click()
    await this.dialog.getByLabel('新的责任人').fill(owner)
    await this.dialog.getByRole('button', { name: '预览影响' }).click()
    await expect(this.dialog.getByRole('grid', { name: '预览影响' })).toBeVisible()
  }

  /** Runs what was previewed and waits for the result of every column. */
  async run(count: number): Promise<void> {
    await this.dialog.getByRole('button', { name: `变更 ${count} 个栏目` }).click()
    await expect(this.dialog.getByRole('button', { name: `撤销已生效的 ${count} 项` })).toBeVisible({ timeout: 30_000 })
  }

  async undo(count: number): Promise<void> {
    const button = this.dialog.getByRole('button', { name: `撤销已生效的 ${count} 项` })
    await button.click()
    await expect(this.dialog.getByText('已撤销').first()).toBeVisible({ timeout: 30_000 })
    await expect(button).toBeHidden()
  }

  async finish(): Promise<void> {
    await this.dialog.getByRole('button', { name: '完成' }).click()
    await expect(this.dialog).toBeHidden()
  }

  async changeOwner(count: number, owner: string): Promise<void> {
    await this.previewOwner(owner)
    await this.run(count)
    await this.finish()
  }
}
