import { expect, type Locator, type Page } from '@playwright/test'

/** 待处理: what the platform did not accept. */
export class SyncPage {
  constructor(private readonly page: Page) {}

  get parked(): Locator {
    return this.page.getByRole('grid', { name: '需处理' }).getByRole('rowgroup').getByRole('row')
  }

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: '操作详情' })
  }

  get comparison(): Locator {
    return this.pane.getByRole('table', { name: '双方内容比较' })
  }

  /** Shows what waits to be sent, once it is so much. */
  async waiting(count: number): Promise<void> {
    await this.page.getByRole('tab', { name: '待提交' }).click()
    const rows = this.page.getByRole('grid', { name: '待提交' }).getByRole('rowgroup').getByRole('row')
    await expect(rows).toHaveCount(count)
  }

  async now(): Promise<void> {
    await this.page.getByRole('button', { name: '立即同步' }).click()
  }

  /** Goes to what the opened command is about, as it is now. */
  async redo(): Promise<void> {
    await this.pane.getByRole('button', { name: '在最新内容上重办' }).click()
  }

  async discard(reason: string): Promise<void> {
    await this.pane.getByRole('button', { name: '丢弃' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('理由', { exact: true }).fill(reason)
    await dialog.getByRole('button', { name: '丢弃并注明原因' }).click()
    await expect(dialog).toBeHidden()
  }
}
