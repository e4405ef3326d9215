import { expect, type Locator, type Page } from '@playwright/test'
import { List } from './list'

export class SitesPage {
  readonly list: List

  constructor(private readonly page: Page) {
    this.list = new List(page, '子站')
  }

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: '子站详情' })
  }

  async open(name: string): Promise<void> {
    await this.list.search(name)
    await this.list.open(name)
    await expect(this.pane.getByRole('heading', { name })).toBeVisible()
  }

  async tab(name: '登记信息' | '问题' | '可用性' | '生命周期' | '历史'): Promise<void> {
    await this.pane.getByRole('tab', { name }).click()
  }

  /** Changes one field of what is registered. */
  async edit(field: string, value: string): Promise<void> {
    await this.tab('登记信息')
    await this.pane.getByRole('button', { name: '变更', exact: true }).click()
    await this.pane.getByLabel(field, { exact: true }).fill(value)
    await this.pane.getByRole('button', { name: '保存 1 项变更' }).click()
    await expect(this.pane.getByText(value)).toBeVisible()
  }

  async requestOffline(reason: string): Promise<void> {
    await this.tab('生命周期')
    await this.pane.getByRole('button', { name: '申请临时下线' }).click()
    const dialog = this.page.getByRole('dialog', { name: '申请临时下线' })
    await dialog.getByLabel('理由').fill(reason)
    await dialog.getByRole('button', { name: '提交申请' }).click()
    await expect(this.pane.getByText(reason)).toBeVisible()
  }

  /** Agrees to the step of a request that waits for the operator. */
  async approve(): Promise<void> {
    await this.tab('生命周期')
    await this.pane.getByRole('button', { name: '同意' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: '同意' }).click()
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }
}
