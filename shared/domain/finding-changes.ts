/** How deep and for what a plan looks. */
export interface Reach {
  readonly depth: number
  /** Null where the plan is no longer known: then it is taken for whole. */
  readonly indicators: ReadonlySet<string> | null
}

/** A fault that was seen: its identity and the indicator that saw it. */
export interface SeenFault {
  readonly identity: string
  readonly indicator: string
}

/** What one day's runs saw, by site. */
export interface SeenDay {
  readonly day: string
  /** Sites that were looked at whole, and how far: one that did not answer, or where our side failed, is not among them. */
  readonly looks: ReadonlyMap<string, readonly Reach[]>
  readonly faults: ReadonlyMap<string, readonly SeenFault[]>
}

/** A fault that stood when its site was last looked at. */
export interface StandingFault extends SeenFault {
  readonly siteId: string
  /** First day since which no whole look has missed it. */
  readonly since: string
  /** Last day on which it was seen, and on how many days it was. */
  readonly lastSeen: string
  readonly days: number
  /** The day before `lastSeen` on which it was seen; null on its first. */
  readonly seenBefore: string | null
  /** How deep the run that saw it last went. */
  readonly depth: number
}

/** Standing faults by site and identity. */
export type Standing = ReadonlyMap<string, ReadonlyMap<string, StandingFault>>

/** What a day changed. Only a whole look that would have seen a fault can tell that it is gone. */
export interface DayChanges {
  readonly fresh: readonly StandingFault[]
  readonly still: readonly StandingFault[]
  readonly gone: readonly StandingFault[]
  /** Stood before and was not looked for: nobody knows. */
  readonly unseen: readonly StandingFault[]
  readonly after: Standing
}

const looksFor = (looks: readonly Reach[], { indicator, depth }: StandingFault): boolean =>
  looks.some((reach) => reach.depth >= depth && (reach.indicators?.has(indicator) ?? true))

const deepest = (looks: readonly Reach[]): number => Math.max(0, ...looks.map(({ depth }) => depth))

/** Takes a day's looks into what stood before it. Days come in their order. */
export function followDay(before: Standing, { day, looks, faults }: SeenDay): DayChanges {
  const changes = { fresh: [], still: [], gone: [], unseen: [] } as Record<
    'fresh' | 'still' | 'gone' | 'unseen',
    StandingFault[]
  >
  const after = new Map<string, ReadonlyMap<string, StandingFault>>()
  for (const siteId of new Set([...before.keys(), ...faults.keys()])) {
    const stood = before.get(siteId)
    const looked = looks.get(siteId) ?? []
    const standing = new Map<string, StandingFault>()
    for (const { identity, indicator } of faults.get(siteId) ?? []) {
      if (standing.has(identity)) continue
      const earlier = stood?.get(identity)
      const seen = { siteId, identity, indicator, lastSeen: day, depth: deepest(looked) }
      const known = {
        since: earlier?.since ?? day,
        days: (earlier?.days ?? 0) + 1,
        seenBefore: earlier?.lastSeen ?? null,
      }
      const fault = { ...seen, ...known }
      standing.set(identity, fault)
      changes[earlier ? 'still' : 'fresh'].push(fault)
    }
    for (const fault of stood?.values() ?? []) {
      if (standing.has(fault.identity)) continue
      const isGone = looksFor(looked, fault)
      changes[isGone ? 'gone' : 'unseen'].push(fault)
      if (!isGone) standing.set(fault.identity, fault)
    }
    if (standing.size > 0) after.set(siteId, standing)
  }
  return { ...changes, after }
}
