import { setTimeout as delay } from 'node:timers/promises'
import { throttled } from '#core/events'
import { createLoop, type Loop } from '#core/sync/loop'
import { routes, type FeedChange } from '#shared/contract/api'
import type { Chance } from '#tests/chance'
import { away, leaving, type DayClock } from './clock'
import { createDeeds } from './deeds'
import { DigestWalk } from './digest-walk'
import { auditIn, FeedReader, isAudit, keyOf } from './feed'
import { Line, Refused } from './line'
import type { Measures } from './measures'
import { Outbox } from './outbox'
import { listen } from './pokes'
import type { Morning } from './prepare'
import type { Seat } from './seats'

export interface Office {
  readonly platforms: readonly string[]
  readonly measures: Measures
  readonly morning: Morning
  readonly clock: DayClock
  /** Versions at eight, by kind and id. */
  readonly versions: ReadonlyMap<string, number>
}

/** As the real console's. */
const pollMs = 3_000
const longestPauseMs = 60_000
const pokePauseMs = 100

/** A console without window and store: it asks the platform for what a real one would, when a real one would. */
export class LoadConsole {
  readonly outbox: Outbox
  readonly #line: Line
  readonly #known = new Map<string, number>()
  readonly #deed: ReturnType<typeof createDeeds>
  #reader: FeedReader | null = null
  #walk: DigestWalk
  #isOnline = true
  #onlineSince = new Date().toISOString()
  #failures = { push: 0, pull: 0 }
  #wait = { push: 0, pull: 0 }

  constructor(
    private readonly seat: Seat,
    private readonly office: Office,
    private readonly chance: Chance,
  ) {
    this.#line = new Line(office.platforms, office.measures, seat.number)
    this.#walk = new DigestWalk(this.#line)
    this.outbox = new Outbox(seat.operator.id, office.measures)
    this.#deed = createDeeds(seat, chance)
  }

  /** The whole day. What could not be sent by the evening is sent before it ends. */
  async live(): Promise<void> {
    const { clock, measures } = this.office
    await clock.comes(this.seat.arrival)
    await this.#signIn()
    this.#onlineSince = new Date().toISOString()
    if (this.seat.isNew) await this.#again(() => this.#loadEverything())
    this.#reader ??= new FeedReader(this.#line, this.office.morning.cursorOf(this.seat.operator))
    const pulling = createLoop({
      pass: () => this.#pullPass(pulling),
      pause: () => this.#pause('pull', pollMs),
    })
    const pushing = createLoop({
      pass: () => this.#pushPass(pulling),
      pause: () => this.#pause('push', longestPauseMs),
    })
    const poked = throttled(pokePauseMs, () => this.#isOnline && pulling.wake())
    const pokes = listen(this.#line, measures, () => poked.request())
    await this.#work(pulling, pushing)
    await clock.comes(leaving.from + this.chance.fraction() * (leaving.to - leaving.from))
    pushing.wake()
    // Whoever was told to come back later does not ask sooner because it is evening.
    while (this.outbox.waiting > 0) await delay(200)
    poked.stop()
    await Promise.all([pokes.stop(), pulling.stop(), pushing.stop()])
    await this.#line.fetch(routes.signOut).catch(() => undefined)
    await this.#line.close()
  }

  async #signIn(): Promise<void> {
    const { measures, morning } = this.office
    const begun = performance.now()
    await this.#again(() => this.#line.signIn(this.seat.operator.login, morning.password))
    measures.signIns.add(performance.now() - begun)
  }

  /** Tries until it succeeds, no sooner than the platform asks for. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Refused) || (error.status !== 0 && error.status < 429)) throw error
        await delay(Math.max(error.retryAfterMs ?? 0, pauseAfter(failures)))
      }
    }
  }

  async #loadEverything(): Promise<void> {
    const { cursor, kinds } = await this.#line.call<{ cursor: string; kinds: { kind: string }[] }>(routes.startSnapshot)
    for (const { kind } of kinds)
      await this.#line.fetch(routes.snapshotRows, { params: { kind }, query: { limit: 50_000 } })
    this.#reader = new FeedReader(this.#line, cursor)
  }

  async #work(pulling: Loop, pushing: Loop): Promise<void> {
    for (const { at, deed } of this.seat.plan) {
      await this.office.clock.comes(at)
      this.#goOrReturn(at, pulling, pushing)
      if (deed === 'read') await this.#readText()
      else {
        const order = this.#deed(deed)
        const isFree = order?.on.every(({ kind, id }) => !this.outbox.touched.has(keyOf(kind, id)))
        if (order && isFree) this.outbox.put(order, (key) => this.#versionOf(key))
      }
      if (this.#isOnline) pushing.wake()
    }
    this.#goOrReturn(1, pulling, pushing)
  }

  #goOrReturn(at: number, pulling: Loop, pushing: Loop): void {
    const isAway = this.seat.isAwayAtNoon && at > away.from && at < away.to
    if (isAway !== this.#isOnline) return
    this.#isOnline = !isAway
    if (isAway) return
    this.#onlineSince = new Date().toISOString()
    pulling.wake()
    pushing.wake()
  }

  async #readText(): Promise<void> {
    const { published } = this.office.morning
    if (!this.#isOnline || published.length === 0) return
    // One of another region is refused, as a link that somebody was sent may be.
    const params = { id: this.chance.oneOf(published) }
    await this.#line.fetch(routes.articleText, { params }).catch(() => undefined)
  }

  #versionOf(key: string): number {
    return this.#known.get(key) ?? this.office.versions.get(key) ?? 0
  }

  async #pullPass(pulling: Loop): Promise<void> {
    if (!this.#isOnline || !this.#reader) return
    const reader = this.#reader
    await this.#attempt('pull', async () => {
      await reader.pull((changes) => this.#take(changes))
      if (await this.#walk.step(reader.cursor)) pulling.wake()
    })
  }

  #take(changes: readonly FeedChange[]): void {
    const now = Date.now()
    for (const change of changes) {
      this.#known.set(keyOf(change.entity.kind, change.entity.id), change.version)
      if (!isAudit(change)) continue
      const { id, at, operatorId } = auditIn(change)
      if (operatorId === this.seat.operator.id) this.outbox.letGo(id)
      else if (at >= this.#onlineSince) this.office.measures.lag.add(Math.max(0, now - Date.parse(at)))
    }
  }

  async #pushPass(pulling: Loop): Promise<void> {
    if (!this.#isOnline || this.outbox.waiting === 0) return
    await this.#attempt('push', () => this.outbox.send(this.#line))
    pulling.wake()
  }

  async #attempt(what: 'push' | 'pull', work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#failures[what] = 0
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.#failures[what] += 1
      this.#wait[what] = error.retryAfterMs ?? 0
    }
  }

  #pause(what: 'push' | 'pull', usual: number): number {
    if (this.#failures[what] === 0) return usual
    return Math.max(this.#wait[what], pauseAfter(this.#failures[what]))
  }
}

const pauseAfter = (failures: number): number =>
  Math.min(10_000, 500 * 2 ** Math.min(failures, 7)) * (0.5 + Math.random() / 2)
