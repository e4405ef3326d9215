import path from 'node:path'
import type { DemoLogin } from '#platform/demo/operators'
import { ConsoleApp, type ConsoleOptions } from './console-app'
import { CheckPage } from './pages/check-page'
import { ColumnsPage } from './pages/columns-page'
import { InspectionPage } from './pages/inspection-page'
import { OrdersPage } from './pages/orders-page'
import { ReviewPage } from './pages/review-page'
import { ShellPage } from './pages/shell-page'
import { SignInPage } from './pages/sign-in-page'
import { SitesPage } from './pages/sites-page'
import { SyncPage } from './pages/sync-page'

/** One workstation with somebody before it. */
export class Workplace {
  private constructor(
    readonly console: ConsoleApp,
    private operator: DemoLogin | undefined,
  ) {}

  /** Opens a console, signs the operator in and waits until everything is there. */
  static async of(operator: DemoLogin, options: ConsoleOptions): Promise<Workplace> {
    const place = new Workplace(await ConsoleApp.open(options), operator)
    await place.signInPage.signIn(operator)
    await place.shell.untilSynced()
    return place
  }

  get signInPage(): SignInPage {
    return new SignInPage(this.console.page)
  }
  get shell(): ShellPage {
    return new ShellPage(this.console.page)
  }
  get sites(): SitesPage {
    return new SitesPage(this.console.page)
  }
  get columns(): ColumnsPage {
    return new ColumnsPage(this.console.page)
  }
  get review(): ReviewPage {
    return new ReviewPage(this.console.page)
  }
  get inspection(): InspectionPage {
    return new InspectionPage(this.console.page)
  }
  get orders(): OrdersPage {
    return new OrdersPage(this.console.page)
  }
  get check(): CheckPage {
    return new CheckPage(this.console.page)
  }
  get sync(): SyncPage {
    return new SyncPage(this.console.page)
  }

  /** Leaves a picture of the window in `out/e2e-pictures/`. */
  picture(name: string): Promise<void> {
    return this.console.picture(path.resolve('out/e2e-pictures', `${name}.png`))
  }

  /** Another operator takes the same workstation over. */
  async handOver(operator: DemoLogin): Promise<void> {
    await this.shell.signOut()
    this.operator = operator
    await this.signInPage.signIn(operator)
    await this.shell.untilSynced()
  }

  /** Kills the console and opens it again; its operator signs in by password, platform or not. */
  async crashAndReturn(): Promise<void> {
    await this.console.kill()
    await this.console.open()
    if (this.operator) await this.signInPage.signIn(this.operator)
  }

  /** Another build of the console is installed; its operator signs in by password. */
  async install(app: string): Promise<void> {
    await this.console.replace(app)
    if (this.operator) await this.signInPage.signIn(this.operator)
  }

  remove(): Promise<void> {
    return this.console.remove()
  }
}
