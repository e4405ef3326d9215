import { expect, type Locator, type Page } from '@playwright/test'
import { List } from './list'

/** The rectification orders of the inspection, as both the site and the office work with them. */
export class OrdersPage {
  readonly list: List

  constructor(private readonly page: Page) {
    this.list = new List(page, '整改单')
  }

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: '整改单详情' })
  }

  /** Opens the order of a site whose name holds these words. */
  async open(site: string): Promise<void> {
    await this.list.search(site)
    await this.list.open(site)
    await expect(this.pane.getByRole('heading', { level: 2 })).toContainText(site)
  }

  /** Restricts the list to what a filter's choice says. */
  async only(filter: string, choice: string): Promise<void> {
    await this.page.getByRole('button', { name: filter, exact: true }).click()
    await this.page
      .getByRole('menuitemcheckbox', { name: choice })
      .or(this.page.getByRole('option', { name: choice }))
      .first()
      .click()
    await this.page.keyboard.press('Escape')
  }

  /** Does by its key what the pane offers, with what the dialog asks for. */
  async act(key: string, title: string, text?: string): Promise<void> {
    await this.page.keyboard.press(key)
    const dialog = this.page.getByRole('dialog', { name: title })
    await expect(dialog).toBeVisible()
    if (text !== undefined) await dialog.getByRole('textbox').last().fill(text)
    await dialog.getByRole('button', { name: title }).click()
    await expect(dialog).toBeHidden()
  }

  async untilState(words: string, timeout = 60_000): Promise<void> {
    await expect(this.pane.locator('.tags')).toContainText(words, { timeout })
  }
}
