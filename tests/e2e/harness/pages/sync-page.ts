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

  async discard(reason: string): Promise<void> {
    await this.pane.getByRole('button', { name: '丢弃' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('理由', { exact: true }).fill(reason)
    await dialog.getByRole('button', { name: '丢弃并注明原因' }).click()
    await expect(dialog).toBeHidden()
  }
}
