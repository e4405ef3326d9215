import type { SealedDocument } from '#shared/contract/sealed-document'
import type { Fault } from './verify-document'

/** What links a document to the one before it. */
export const chainPart = '签发链'

/** A signed document and where it was read from. */
export interface Link {
  readonly file: string
  readonly document: SealedDocument
}

export interface LinkFault extends Fault {
  /** Of the document that the fault is told at. */
  readonly file: string
}

export interface LogChain {
  /** From the first to the last; what a fault cuts off follows at the end. */
  readonly order: readonly Link[]
  readonly faults: readonly LinkFault[]
  /** True where the first document names one before it that isn't among these. */
  readonly lacksBeginning: boolean
}

const logFormat = /^zhanqun\.daily-log\//
const correctionFormat = /^zhanqun\.log-correction\//

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** The day that a signed document speaks of, null where it names none. */
export function dayIn({ parts }: SealedDocument): string | null {
  const day = property(parts['header'], 'day')
  return typeof day === 'string' ? day : null
}

/** The log that a correction corrects; null for a log. */
export function correctedBy({ format, parts }: SealedDocument): { day: string; seal: string } | null {
  const corrects = property(parts['correction'], 'corrects')
  const [day, seal] = [property(corrects, 'day'), property(corrects, 'seal')]
  return correctionFormat.test(format) && typeof day === 'string' && typeof seal === 'string' ? { day, seal } : null
}

const words = ({ document }: Link): string => `${dayIn(document) ?? '未注明日期'}（${document.seal.slice(0, 16)}…）`
const at = ({ file }: Link, message: string): LinkFault => ({ file, part: chainPart, message })
const bySigning = (one: Link, other: Link) =>
  one.document.manifest.signedAt < other.document.manifest.signedAt ? -1 : 1

/** Documents by the seal they name before them; those that name none under the empty text. */
function followersOf(links: readonly Link[]): ReadonlyMap<string, readonly Link[]> {
  const followers = new Map<string, Link[]>()
  for (const link of links) {
    const seal = link.document.manifest.previous?.seal ?? ''
    followers.set(seal, [...(followers.get(seal) ?? []), link])
  }
  return followers
}

function forkFaults(followers: ReadonlyMap<string, readonly Link[]>): LinkFault[] {
  return [...followers.values()]
    .filter((rivals) => rivals.length > 1)
    .flatMap((rivals) => {
      const named = rivals.map(words).join('、')
      return rivals.map((link) => at(link, `签发链在此分叉：${named} 记载同一份为上一份，只有一份能是平台所收`))
    })
}

/** Two logs of one day; a correction is no second log. */
function repeatedDays(links: readonly Link[]): LinkFault[] {
  const logs = links.filter(({ document }) => logFormat.test(document.format))
  return logs.flatMap((link) => {
    const rivals = logs.filter(({ document }) => dayIn(document) === dayIn(link.document))
    return rivals.length > 1 ? [at(link, `${dayIn(link.document)} 有 ${rivals.length} 份不同的日志`)] : []
  })
}

function dayFaults(links: readonly Link[], bySeal: ReadonlyMap<string, Link>): LinkFault[] {
  return links.flatMap((link) => {
    const { previous } = link.document.manifest
    const before = previous && bySeal.get(previous.seal)
    if (!before || dayIn(before.document) === previous.day) return []
    return [at(link, `记载的上一份是 ${previous.day} 的，而该封印属于 ${words(before)}`)]
  })
}

/** What is corrected has to stand before its correction; where the beginning is missing it may be there. */
function correctionFaults(order: readonly Link[], lacksBeginning: boolean): LinkFault[] {
  return order.flatMap((link, place) => {
    const corrected = correctedBy(link.document)
    if (!corrected) return []
    const found = order.slice(0, place).find(({ document }) => document.seal === corrected.seal)
    if (found ? dayIn(found.document) === corrected.day : lacksBeginning) return []
    return [at(link, `所更正的 ${corrected.day} 日志（封印 ${corrected.seal.slice(0, 16)}…）不在它之前的签发链中`)]
  })
}

function walk(first: Link, followers: ReadonlyMap<string, readonly Link[]>): Link[] {
  const walked: Link[] = []
  const known = new Set<string>()
  for (let open = [first]; open.length > 0;) {
    const link = open.shift()
    if (!link || known.has(link.document.seal)) continue
    known.add(link.document.seal)
    walked.push(link)
    open = [...open, ...(followers.get(link.document.seal) ?? [])].sort(bySigning)
  }
  return walked
}

/**
 * Puts signed documents into the order in which each names the one before it, and tells where that doesn't work out: a
 * document that is missing in between, two that follow the same one, two logs of one day, a correction of nothing. Each
 * of them has to verify by itself. The same document twice counts once.
 */
export function orderLogs(given: readonly Link[]): LogChain {
  const bySeal = new Map(given.map((link) => [link.document.seal, link]))
  const links = [...bySeal.values()]
  const followers = followersOf(links)
  const heads = links
    .filter(({ document: { manifest } }) => !manifest.previous || !bySeal.has(manifest.previous.seal))
    .sort((one, other) => Number(hasPrevious(one)) - Number(hasPrevious(other)) || bySigning(one, other))
  const [first, ...cutOff] = heads
  const order = heads.flatMap((head) => walk(head, followers))
  const lacksBeginning = first !== undefined && hasPrevious(first)
  const missing = cutOff.filter(hasPrevious).map((link) => at(link, missingWords(link)))
  return {
    order,
    lacksBeginning,
    faults: [
      ...missing,
      ...forkFaults(followers),
      ...repeatedDays(links),
      ...dayFaults(links, bySeal),
      ...correctionFaults(order, lacksBeginning),
    ],
  }
}

const hasPrevious = ({ document }: Link): boolean => document.manifest.previous !== null

function missingWords({ document }: Link): string {
  const { day = '', seal = '' } = document.manifest.previous ?? {}
  return `缺少它之前的一份：${day} 签发的文件（封印 ${seal.slice(0, 16)}…）不在其中`
}
