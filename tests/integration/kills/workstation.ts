import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from '#shared/contract/operator'
import type { Chance } from '#tests/chance'
import { password, removeFolder, temporaryFolder } from '#tests/integration/core/surroundings'
import { assertNoBug, CoreChild, KilledMeanwhile, Refused } from './core-child'
import { createLoad, type Acknowledged, type Deed, type Share } from './load'

interface Settings extends Share {
  readonly script: string
  readonly platformUrl: string
  readonly operator: Operator
  readonly chance: Chance
}

/** One operator at one console, who goes on working after every kill. */
export class Workstation {
  readonly acknowledged: Acknowledged[] = []
  /** Deeds of which nobody knows whether they were done, since the console was killed before it said so. */
  unknown = 0
  refusedHere = 0
  #core: CoreChild | null = null
  #isWorking = true
  #last = 'never signed in'
  readonly #next: () => Deed

  private constructor(
    private readonly settings: Settings,
    private readonly folder: string,
  ) {
    this.#next = createLoad(settings)
  }

  static async create(settings: Settings): Promise<Workstation> {
    return new Workstation(settings, await temporaryFolder())
  }

  /** Works until told to stop; starts the console again whenever it is not there. */
  async work(): Promise<void> {
    while (this.#isWorking) {
      await this.#once(this.#next())
      await pause(20 + this.settings.chance.below(120))
    }
  }

  stopWorking(): void {
    this.#isWorking = false
  }

  async #once(deed: Deed): Promise<void> {
    try {
      const done = await deed(await this.signedIn())
      if (done) this.acknowledged.push(done)
    } catch (error) {
      assertNoBug(error)
      if (error instanceof KilledMeanwhile) this.unknown += 1
      else if (error instanceof Refused) this.refusedHere += 1
      else throw error
    }
  }

  /** The console, started and signed in anew where it was killed. */
  async signedIn(): Promise<CoreChild> {
    if (this.#core?.isAlive) return this.#core
    const { script, platformUrl, operator } = this.settings
    const core = (this.#core = new CoreChild(script, this.folder))
    for (;;) {
      try {
        await core.ask('session.signIn', { platform: platformUrl, login: operator.login, password })
        return core
      } catch (error) {
        assertNoBug(error)
        if (!(error instanceof Refused)) throw error
        this.#last = `${error.code}: ${error.message}`
        await pause(50)
      }
    }
  }

  /** Signs in where that is needed, and syncs until nothing waits and nothing the platform has is missing here. */
  async heal(): Promise<CoreChild> {
    const core = await this.signedIn()
    for (let isClean = false; !isClean;) {
      await core.ask('sync.now', {})
      const status = await core.ask('sync.now', {})
      const { state, waiting } = status
      this.#last = JSON.stringify(status)
      if (state === 'sign-in-again') await this.#signInAgain(core)
      isClean = state === 'online' && waiting === 0
    }
    return core
  }

  async #signInAgain(core: CoreChild): Promise<void> {
    const { platformUrl, operator } = this.settings
    await core.ask('session.signIn', { platform: platformUrl, login: operator.login, password })
  }

  /** Where it stands, for whoever has to find out why it does not come into step. */
  describe(): string {
    return `${this.settings.name}: ${this.#last}${this.#core?.isAlive ? '' : ', not running'}\n${this.#core?.said ?? ''}`
  }

  kill(): Promise<boolean> {
    return this.#core?.kill() ?? Promise.resolve(false)
  }

  async remove(): Promise<void> {
    this.stopWorking()
    await this.kill()
    await removeFolder(this.folder)
  }
}
