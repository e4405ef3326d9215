import { chanceFrom, seedOf } from './chance'
import { live, type Setting } from './episode'
import { schedule, type Step } from './step'

export interface Run {
  readonly seed: number
  readonly steps: number
}

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

/** A world is left after so many steps: what has grown in it would only slow the checks. */
const episodeSteps = 500

/** Lives through the episodes of a seed until one fails. `onEpisode` hears how many steps were taken so far. */
export async function simulate(
  setting: Setting,
  { seed, steps }: Run,
  onEpisode: (taken: number) => void,
): Promise<Result> {
  const begun = performance.now()
  const counts = new Map<string, number>()
  let taken = 0
  let failure: Failure | null = null
  for (let episode = 0; taken < steps && !failure; episode += 1) {
    const planned = schedule(chanceFrom(seedOf(seed, episode)), Math.min(episodeSteps, steps - taken), setting.consoles)
    const verdict = await live(setting, planned)
    taken += verdict.taken
    for (const [name, count] of verdict.counts) counts.set(name, (counts.get(name) ?? 0) + count)
    if (verdict.faults.length > 0) failure = { episode, steps: planned.slice(0, verdict.taken), faults: verdict.faults }
    onEpisode(taken)
  }
  return { steps: taken, counts, seconds: (performance.now() - begun) / 1000, failure }
}
