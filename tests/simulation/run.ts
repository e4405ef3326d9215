import { chanceFrom, seedOf } from './chance'
import type { Verdict } from './episode'
import { schedule, type Step } from './step'

export interface Run {
  readonly seed: number
  readonly steps: number
  readonly consoles: number
  /** The first episode: what was done before need not be done again. */
  readonly from?: number
}

/** Lives through lists of steps, one list after the other, each in a world of its own. */
export type Player = (steps: readonly Step[]) => Promise<Verdict>

export interface Failure {
  readonly episode: number
  readonly steps: readonly Step[]
  readonly faults: readonly string[]
}

export interface Result {
  readonly steps: number
  readonly counts: ReadonlyMap<string, number>
  readonly seconds: number
  readonly failure: Failure | null
}

/** How far a run has come. */
export interface Progress {
  readonly taken: number
  /** All episodes before this one have been lived through. */
  readonly episodesDone: number
}

/** A world is left after so many steps: what has grown in it would only slow the checks. */
export const episodeSteps = 500

/**
 * Lives through the episodes of a seed until one fails, as many at a time as there are players. `onEpisode` hears how
 * far it has come, and answers false where it shall end.
 */
export async function simulate(
  players: readonly Player[],
  { seed, steps, consoles, from = 0 }: Run,
  onEpisode: (progress: Progress) => boolean = () => true,
): Promise<Result> {
  const begun = performance.now()
  const counts = new Map<string, number>()
  const underWay = new Set<number>()
  let [next, taken] = [from, 0]
  let goesOn = true
  let failure: Failure | null = null

  const stepsLeft = () => steps - (next - from) * episodeSteps

  function add({ taken: more, counts: found }: Verdict): void {
    taken += more
    for (const [name, count] of found) counts.set(name, (counts.get(name) ?? 0) + count)
  }

  async function play(player: Player): Promise<void> {
    while (goesOn && stepsLeft() > 0) {
      const planned = schedule(chanceFrom(seedOf(seed, next)), Math.min(episodeSteps, stepsLeft()), consoles)
      const episode = next
      next += 1
      underWay.add(episode)
      const verdict = await player(planned)
      underWay.delete(episode)
      add(verdict)
      if (verdict.faults.length > 0) fail({ episode, steps: planned.slice(0, verdict.taken), faults: verdict.faults })
      if (!onEpisode({ taken, episodesDone: Math.min(next, ...underWay) })) goesOn = false
    }
  }

  function fail(found: Failure): void {
    goesOn = false
    if (!failure || found.episode < failure.episode) failure = found
  }

  await Promise.all(players.map(play))
  return { steps: taken, counts, seconds: (performance.now() - begun) / 1000, failure }
}
