import { expect, type Locator, type Page } from '@playwright/test'
import { List } from './list'

/** One run looks at some hundred pages of each site. */
const runTime = 150_000

export class InspectionPage {
  readonly sites: List
  readonly findings: List

  constructor(private readonly page: Page) {
    this.sites = new List(page, '选择要巡查的子站')
    this.findings = new List(page, '问题')
  }

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: '问题详情' })
  }

  get signing(): Locator {
    return this.page.getByRole('complementary', { name: '签发' })
  }

  async tab(
    name: '今日变化' | '豁免' | '态势' | '问题' | '运行' | '巡查方案' | '整改单' | '日志与签发' | '报表',
  ): Promise<void> {
    await this.page.getByRole('tablist', { name: '巡查内容' }).getByRole('tab', { name }).click()
  }

  async day(day: string): Promise<void> {
    const field = this.page.getByRole('combobox', { name: '选择日期' })
    await field.fill(day)
    await field.press('Enter')
  }

  /** Chooses the sites of these domains and starts the plan over them. */
  async start(domains: readonly string[]): Promise<void> {
    await this.choose(domains)
    await this.page.getByRole('button', { name: `巡查所选 ${domains.length} 个` }).click()
  }

  /** Has the platform's workers look at the sites of these domains. */
  async hand(domains: readonly string[]): Promise<void> {
    await this.choose(domains)
    await this.page.getByRole('button', { name: '交平台巡查' }).click()
  }

  /** The run of the platform that is under way, on the page of plans. */
  get platformRun(): Locator {
    return this.page.getByRole('group', { name: '进行中的平台巡查' }).getByRole('article')
  }

  private async choose(domains: readonly string[]): Promise<void> {
    await this.tab('运行')
    for (const domain of domains) {
      await this.sites.search(domain)
      await this.sites.chooseRow(this.sites.row(domain).first())
    }
  }

  async untilRun(count: number): Promise<void> {
    const progress = this.page.getByRole('region', { name: '巡查进度' })
    await expect(progress.getByRole('status')).toContainText(`已巡查 ${count} / ${count}`, { timeout: runTime })
  }

  async run(domains: readonly string[]): Promise<void> {
    await this.start(domains)
    await this.untilRun(domains.length)
  }

  /** Opens one finding of a site. */
  async open(words: string): Promise<void> {
    await this.tab('问题')
    await this.findings.search(words)
    await this.findings.open(words)
    await expect(this.pane.getByRole('heading', { level: 2 })).toContainText(words)
  }

  /** Orders what the opened finding says to be put right. */
  async order(): Promise<void> {
    await this.pane.getByRole('button', { name: '下发整改单' }).click()
    const dialog = this.page.getByRole('dialog', { name: '下发整改单' })
    await dialog.getByRole('button', { name: /^下发 \d+ 个问题/ }).click()
    await expect(dialog).toBeHidden()
  }

  async dismiss(reason: string): Promise<void> {
    await this.pane.getByRole('button', { name: '误报' }).click()
    const dialog = this.page.getByRole('dialog', { name: '误报' })
    await dialog.getByLabel('理由', { exact: true }).fill(reason)
    await dialog.getByRole('button', { name: '误报' }).click()
    await expect(dialog).toBeHidden()
  }

  /** Confirms everything that nobody has judged yet. */
  async confirmOpen(): Promise<void> {
    await this.tab('问题')
    await this.findings.type('')
    await this.onlyOpen()
    if ((await this.findings.total()) === 0) return
    await this.findings.chooseAll()
    await this.page.getByRole('button', { name: /^确认 \d+ 个/ }).click()
    await expect(this.findings.rows).toHaveCount(0, { timeout: 30_000 })
  }

  private async onlyOpen(): Promise<void> {
    const step = this.page.getByRole('button', { name: /^处置 \d+ 个问题/ })
    await step.click()
    await expect(this.findings.rows.first()).toContainText('待处置')
  }

  /** Hands the day in for signature. */
  async submit(remark: string): Promise<void> {
    await this.tab('日志与签发')
    await this.signing.getByLabel('说明').fill(remark)
    await this.signing.getByRole('button', { name: '提交签发' }).click()
    await expect(this.signing.getByRole('heading', { name: '签发当日日志' })).toBeVisible()
  }

  async sign(): Promise<void> {
    await this.tab('日志与签发')
    await this.signing.getByRole('button', { name: '签发', exact: true }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: '签发', exact: true }).click()
    await expect(this.signing.getByText('已签发')).toBeVisible({ timeout: 30_000 })
  }

  async exportAs(format: 'JSON' | 'PDF'): Promise<void> {
    await this.signing.getByRole('button', { name: `导出 ${format}` }).click()
    await expect(this.signing.getByText(new RegExp(`已导出到 .*${format.toLowerCase()}$`))).toBeVisible({
      timeout: 30_000,
    })
  }
}
