import { expect, type Locator, type Page } from '@playwright/test'
import { demoPassword, type DemoLogin } from '#platform/demo/operators'

/** What is on screen while nobody is signed in. */
export class SignInPage {
  constructor(private readonly page: Page) {}

  get message(): Locator {
    return this.page.getByRole('alert')
  }

  /** Goes past the choice that the first minutes offer, where there is one. */
  async ready(): Promise<void> {
    const [choice, form] = [this.page.getByRole('button', { name: '连接我的平台' }), this.field('密码')]
    await expect(choice.or(form)).toBeVisible()
    if (await choice.isVisible()) await choice.click()
    await expect(form).toBeVisible()
  }

  /** Fills the form in and sends it; what comes of it is for the caller to see. */
  async attempt(login: DemoLogin, password = demoPassword): Promise<void> {
    await this.ready()
    await this.field('账号').fill(login)
    await this.field('密码').fill(password)
    await this.page.getByRole('button', { name: '登录', exact: true }).click()
  }

  async signIn(login: DemoLogin): Promise<void> {
    await this.attempt(login)
    await expect(this.page.getByRole('navigation', { name: '模块' })).toBeVisible({ timeout: 30_000 })
  }

  private field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true })
  }
}
