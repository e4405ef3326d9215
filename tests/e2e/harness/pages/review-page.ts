import { expect, type Locator, type Page } from '@playwright/test'
import { List } from './list'

export class ReviewPage {
  readonly list: List

  constructor(private readonly page: Page) {
    this.list = new List(page, '待审稿件')
  }

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: '稿件审阅' })
  }

  get approveButton(): Locator {
    return this.pane.getByRole('button', { name: '通过', exact: true })
  }

  async queue(stage: '初审' | '复审' | '终审' | '保密审查'): Promise<void> {
    await this.page.getByRole('tab', { name: stage }).click()
    await expect(this.list.rows.first()).toBeVisible()
  }

  async open(title: string): Promise<void> {
    await this.list.open(title)
    await expect(this.pane.getByRole('heading', { name: title })).toBeVisible()
    await expect(this.approveButton).toBeEnabled()
  }

  /** Goes down the queue to the first article that nothing stands against, and answers its title. */
  async openApprovable(): Promise<string> {
    const places = await this.list.rows.count()
    for (let place = 0; place < places; place++) {
      await this.list.rows.nth(place).getByRole('gridcell').last().click()
      await expect(this.pane.getByRole('button', { name: '退回' })).toBeEnabled()
      if (await this.approveButton.isEnabled()) return this.title()
    }
    throw new Error('nothing in the queue can be approved')
  }

  /** Jumps to the next difference or hit in the text. */
  async nextStop(): Promise<void> {
    await this.pane.getByRole('button', { name: '下一处差异或命中' }).click()
  }

  /** Of the article that is shown, once it is. */
  async title(): Promise<string> {
    const heading = this.pane.getByRole('heading', { level: 2 })
    await expect(heading).not.toBeEmpty()
    return (await heading.innerText()).trim()
  }

  async approve(): Promise<void> {
    const title = await this.title()
    await this.approveButton.click()
    await this.untilGone(title)
  }

  /** The list has gone on to the next article. */
  private async untilGone(title: string): Promise<void> {
    await expect(this.list.row(title)).toHaveCount(0)
    await expect(this.pane.getByRole('heading', { name: title, exact: true })).toBeHidden()
  }

  async sendBack(reason: string): Promise<void> {
    const title = await this.title()
    await this.pane.getByRole('button', { name: '退回' }).click()
    const dialog = this.page.getByRole('dialog', { name: '退回稿件' })
    await dialog.getByLabel('理由', { exact: true }).fill(reason)
    await dialog.getByRole('button', { name: '退回' }).click()
    await this.untilGone(title)
  }

  /** Saves another text under the opened article, which starts its review again. */
  async revise(more: string): Promise<void> {
    await this.pane.getByRole('button', { name: '修改' }).click()
    const dialog = this.page.getByRole('dialog', { name: '修改稿件' })
    const body = dialog.getByLabel('正文')
    await body.fill(`${await body.inputValue()}\n\n${more}`)
    await dialog.getByRole('button', { name: '保存新版本' }).click()
    await expect(dialog).toBeHidden()
  }
}
