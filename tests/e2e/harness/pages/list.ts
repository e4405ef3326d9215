import { expect, type Locator, type Page } from '@playwright/test'

/** A list with its search field and its selection, as every module has one. */
export class List {
  constructor(
    private readonly page: Page,
    /** Name of the list. */
    readonly name: string,
  ) {}

  get grid(): Locator {
    return this.page.getByRole('grid', { name: this.name, exact: true })
  }

  /** Rows with content, without the head. */
  get rows(): Locator {
    return this.grid.getByRole('rowgroup').getByRole('row')
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text })
  }

  /** How many rows match, on screen or not. */
  async total(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1
  }

  /** Types into the search field and waits until the list shows something that holds these words. */
  async search(text: string): Promise<void> {
    await this.type(text)
    await expect(this.rows.first()).toContainText(text)
    await expect(this.grid).toHaveAttribute('aria-busy', 'false')
  }

  async type(text: string): Promise<void> {
    await this.page.getByRole('search').getByRole('searchbox').fill(text)
  }

  /** Empties the search field and waits until there is more to see. */
  async showAll(): Promise<void> {
    const found = await this.grid.getAttribute('aria-rowcount')
    await this.type('')
    await expect(this.grid).not.toHaveAttribute('aria-rowcount', found ?? '')
    await expect(this.grid).toHaveAttribute('aria-busy', 'false')
  }

  async open(text: string): Promise<void> {
    await this.row(text).first().getByRole('gridcell').last().click()
  }

  async openFirst(): Promise<void> {
    await this.rows.first().getByRole('gridcell').last().click()
  }

  /** Ticks the first rows one by one. */
  async choose(count: number): Promise<void> {
    for (let place = 0; place < count; place++) await this.chooseRow(this.rows.nth(place))
  }

  async chooseRow(row: Locator): Promise<void> {
    await row.getByRole('gridcell').first().click()
    await expect(row).toHaveAttribute('aria-selected', 'true')
  }

  /** Ticks what is on screen, then everything that matches where there is more. */
  async chooseAll(): Promise<void> {
    const all = `已选 ${(await this.total()).toLocaleString('en')} 条`
    const tray = this.page.getByRole('region', { name: '已选内容' })
    await this.grid.getByRole('checkbox', { name: '选择屏上各行' }).click()
    await expect(tray).toBeVisible()
    if (!(await tray.innerText()).includes(all)) await this.page.getByRole('button', { name: /^全选匹配的/ }).click()
    await expect(tray).toContainText(all)
  }
}
