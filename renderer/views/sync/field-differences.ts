import { wordDifference, type Piece } from '#shared/domain/difference'

/** One field that stands differently on both sides; `words` where both are texts long enough to compare word by word. */
export interface FieldDifference {
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
  readonly words: readonly Piece[] | null
}
/** One entity on both sides; null where it stands on one side only. */
export interface BothSides {
  readonly id: string
  readonly mine: Entity | null
  readonly theirs: Entity | null
  readonly differences: readonly FieldDifference[]
}
type Entity = Readonly<Record<string, unknown>>

/** Fields that say nothing to a person who has to decide. */
const noise: ReadonlySet<string> = new Set(['id', 'version', 'tx', 'hash', 'changedAt', 'siteId'])
/** Shorter texts are read faster whole. */
const wordsFrom = 8

const isEntity = (value: unknown): value is Entity => typeof value === 'object' && value !== null && 'id' in value
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

function wordsOf(mine: unknown, theirs: unknown): readonly Piece[] | null {
  const texts = typeof mine === 'string' && typeof theirs === 'string'
  return texts && Math.max(mine.length, theirs.length) >= wordsFrom && / |[\u4e00-\u9fff]/.test(mine + theirs)
    ? wordDifference(theirs, mine)
    : null
}

/** Fields in which two states of an entity differ, in the order of mine. */
export function fieldDifferences(mine: Entity, theirs: Entity): FieldDifference[] {
  const fields = new Set([...Object.keys(mine), ...Object.keys(theirs)])
  return [...fields]
    .filter((field) => !noise.has(field) && !same(mine[field], theirs[field]))
    .map((field) => ({
      field,
      mine: mine[field],
      theirs: theirs[field],
      words: wordsOf(mine[field], theirs[field]),
    }))
}

/** Pairs what this workstation made of each entity with what the platform has. Entities equal on both sides are left out. */
export function bothSides(mine: readonly unknown[], theirs: readonly unknown[]): BothSides[] {
  const byId = new Map(theirs.filter(isEntity).map((entity) => [String(entity['id']), entity]))
  const own = mine.filter(isEntity)
  const ownIds = new Set(own.map(({ id }) => String(id)))
  const paired = own.map((entity): BothSides => {
    const other = byId.get(String(entity['id'])) ?? null
    return {
      id: String(entity['id']),
      mine: entity,
      theirs: other,
      differences: other ? fieldDifferences(entity, other) : [],
    }
  })
  const only = [...byId]
    .filter(([id]) => !ownIds.has(id))
    .map(([id, entity]): BothSides => ({ id, mine: null, theirs: entity, differences: [] }))
  // Where the platform sent its side, only what it sent is in dispute.
  return [...paired.filter((pair) => byId.size === 0 || (pair.theirs !== null && pair.differences.length > 0)), ...only]
}
