import { expect, type Locator, type Page } from '@playwright/test'

/** 待处理 and what waits to be sent. */
export class SyncPage {
  constructor(private readonly page: Page) {}

  get parked(): Locator {
    return this.page.getByRole('grid', { name: '待处理' })
  }

  async open(words: string): Promise<void> {
    const row = this.page.getByRole('row').filter({ hasText: words })
    await row.click()
    await expect(this.page.getByRole('complementary')).toBeVisible()
  }
}
