import { keptQuery } from '#core/ageing/cuts'
import { generationOf } from '#core/overlay/overlay'
import { nonsense } from '#core/platform/problem'
import { readNote, writeNote } from '#core/store/notes'
import { routes } from '#shared/contract/api'
import { isAppError } from '#shared/contract/app-error'
import type { DigestAnswer, DigestOf, Stretch, StretchStart } from '#shared/contract/digest'
import { isEntityKind, kindNames } from '#shared/contract/entity'
import { baseRows, digestOf } from './base-rows'
import { heal, type Difference, type Healed, type Healing } from './heal'

/** Finds out whether the rows here are the platform's, and sets right what is not. Only to be used between two pulls. */
export interface Checks {
  /** Everything is to be compared from now on. */
  want(): void
  /** Does what is due after a pull; true when there is more to do at once. Never rejects. */
  step(): Promise<boolean>
}

interface Options extends Healing {
  readonly pollMs: number
  readonly report: (error: unknown) => void
}

/** A few thousand rows are compared in some milliseconds here and there; what comes next may go in between. */
const versionRows = 5_000
const requestsAtOnce = 2
const contentRows = 500
/** Polls between two glances at contents, and between two checks of everything. */
const glanceEvery = 50
const wholeEvery = 400

const contentsNote = 'contents-compared-to'

export function createChecks(options: Options): Checks {
  const { store, client, pollMs, report } = options
  let walk: StretchStart | 'from-the-top' | null = 'from-the-top'
  const left = { glance: glanceEvery, whole: wholeEvery }
  let lastStep = performance.now()
  let isWanted = true
  let generation = generationOf(store)
  let isAnswered = true

  async function ask(of: DigestOf, at: StretchStart | null, limit: number): Promise<StretchStart | null> {
    const cursor = readNote<string>(store, 'cursor')
    if (cursor === null) return null
    const start = at && { kind: at.kind, below: at.below ?? undefined }
    const answer = await client
      .call(routes.digests, { query: { cursor, of, limit, ...keptQuery(store), ...start } })
      .catch(notAnswered)
    assertGetsOn(at, answer)
    for (const stretch of answer.stretches) await compare(cursor, of, stretch)
    return answer.next
  }

  /** A platform that is older than this question says that there is no such page; the next sign-in asks again. */
  function notAnswered(error: unknown): never {
    if (isAppError(error) && error.code === 'not-found') isAnswered = false
    throw error
  }

  async function compare(cursor: string, of: DigestOf, platform: Stretch): Promise<void> {
    const { kind, below, downTo, changed } = platform
    if (!isEntityKind(kind) || changed === null) return
    const reach = { kind, below, downTo, changed }
    // One more than that, and it differs already.
    const rows = baseRows(store, reach, of, platform.rows + changed.length + 1)
    const here = { rows: rows.length, digest: digestOf(rows, of) }
    if (here.rows === platform.rows && here.digest === platform.digest) return
    const difference = { cursor, of, reach, platform, here }
    const healed = await heal(options, difference)
    if (healed === null || healed.missing + healed.altered + healed.surplus > 0) report(told(difference, healed))
  }

  async function goOn(): Promise<boolean> {
    for (let asked = 0; walk && asked < requestsAtOnce; asked += 1) {
      walk = await ask('versions', walk === 'from-the-top' ? null : walk, versionRows)
    }
    return walk !== null
  }

  async function glance(): Promise<void> {
    left.glance = glanceEvery
    const at = readNote<StretchStart>(store, contentsNote)
    // Where it fails it begins again: the place may be one that the platform doesn't know.
    writeNote(store, contentsNote, null)
    writeNote(store, contentsNote, await ask('contents', at, contentRows))
  }

  async function work(): Promise<boolean> {
    if (generation !== generationOf(store)) want()
    generation = generationOf(store)
    countDown()
    if (left.whole <= 0) want()
    if (isWanted || left.glance <= 0) await glance()
    isWanted = false
    return walk ? goOn() : false
  }

  /** Pokes and commands make pulls that come sooner than the next poll; those count for as much less. */
  function countDown(): void {
    const polls = Math.min(1, (performance.now() - lastStep) / pollMs)
    lastStep = performance.now()
    left.glance -= polls
    left.whole -= polls
  }

  function want(): void {
    walk = 'from-the-top'
    isWanted = true
    left.whole = wholeEvery
  }

  function giveUp(error: unknown): false {
    walk = null
    isWanted = false
    // Tried again soon, but not with every pull.
    left.whole = glanceEvery
    if (!isAppError(error)) report(error)
    return false
  }

  return {
    want,
    step: () => (isAnswered ? work().catch(giveUp) : Promise.resolve(false)),
  }
}

/** Stretches go down through a kind, then to the next one: an answer that goes elsewhere would never end. */
function assertGetsOn(at: StretchStart | null, { stretches, next }: DigestAnswer): void {
  if (next === null) return
  const last = stretches.at(-1)
  const isFurther = next.kind === last?.kind ? next.below !== null && next.below === last.downTo : next.below === null
  const isNew = at === null || next.kind !== at.kind || (next.below ?? '') < (at.below ?? '~')
  if (!isFurther || !isNew || isBefore(next.kind, at?.kind)) throw nonsense('数据核对没有前进')
}

const isBefore = (kind: string, other = kind): boolean =>
  isEntityKind(kind) && isEntityKind(other) && kindNames.indexOf(kind) < kindNames.indexOf(other)

const short = (digest: string) => digest.slice(0, 12)
const names: Readonly<Record<DigestOf, string>> = { versions: '版本', contents: '内容' }

function told({ of, reach, platform, here }: Difference, healed: Healed | null): string {
  const sides = `平台 ${platform.rows} 条 ${short(platform.digest)}，本机 ${here.rows} 条 ${short(here.digest)}`
  const stretch = `${reach.kind}（${reach.downTo ?? '最早'} 至 ${reach.below ?? '最新'}）`
  if (!healed) return `数据核对：${stretch}${names[of]}与平台不一致（${sides}）；平台数据正在变动，稍后再核对`
  const { missing, altered, surplus } = healed
  return `数据核对：${stretch}${names[of]}与平台不一致（${sides}）；已按平台修复：补入 ${missing} 条，更正 ${altered} 条，移除 ${surplus} 条`
}
