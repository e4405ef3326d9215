import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { breaks } from './break'
import { startPlayers } from './players'
import { simulate, type Failure, type Player, type Progress, type Result } from './run'
import { shrink } from './shrink'
import { textOf } from './step'

export { work } from './worker'

const shrinkingMs = 180_000
const say = (text: string) => process.stdout.write(`${text}\n`)

/** `npm run simulate`: answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { seed, steps, consoles, jobs, from, broken } = optionsFrom(args)
  const players = await startPlayers(jobs, { consoles, broken })
  try {
    const result = await simulate(players.all, { seed, steps, consoles, from }, tellProgress(steps))
    say(`seed ${seed} · ${consoles} consoles${broken === null ? '' : ` · broken rule: ${broken}`}`)
    report(result)
    const [player] = players.all
    if (result.failure && player) await explain(player, result.failure)
    return result.failure ? 1 : 0
  } finally {
    await players.stop()
  }
}

function optionsFrom(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      steps: { type: 'string', default: '10000' },
      consoles: { type: 'string', default: '4' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      from: { type: 'string', default: '0' },
      break: { type: 'string' },
    },
  })
  const broken = values.break ?? null
  if (broken !== null && !breaks.has(broken))
    throw new Error(`no such rule; there are: ${[...breaks.keys()].join(', ')}`)
  const [seed, steps, consoles] = [Number(values.seed), Number(values.steps), Number(values.consoles)]
  return { seed, steps, consoles, jobs: Number(values.jobs), from: Number(values.from), broken }
}

/** Says from time to time how far it is; after an interruption the episodes under way come to their end. */
function tellProgress(steps: number): (progress: Progress) => boolean {
  const begun = performance.now()
  let told = begun
  let isInterrupted = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void (isInterrupted = true))
  return ({ taken, episodesDone }) => {
    if (performance.now() - told < 10_000 && !isInterrupted) return true
    told = performance.now()
    const speed = (taken / (told - begun)) * 1000
    process.stderr.write(`${taken} of ${steps} steps, ${speed.toFixed(0)}/s; goes on with --from ${episodesDone}\n`)
    return !isInterrupted
  }
}

function report({ steps, seconds, counts }: Result): void {
  for (const [name, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) say(`  ${name}: ${count}`)
  say(`${steps} steps in ${seconds.toFixed(1)} s, ${(steps / seconds).toFixed(0)} steps/s`)
}

async function explain(play: Player, { episode, steps, faults }: Failure): Promise<void> {
  say(`\nFAILED in episode ${episode}:`)
  for (const fault of faults.slice(0, 20)) say(`  ${fault}`)
  say(`\nIts ${steps.length} steps:`)
  for (const step of steps) say(`  ${textOf(step)}`)
  say('\nShrinking …')
  const fewer = await shrink(steps, async (some) => (await play(some)).faults.length > 0, shrinkingMs)
  const { faults: remaining } = await play(fewer)
  say(`${fewer.length} steps are enough:`)
  for (const step of fewer) say(`  ${textOf(step)}`)
  for (const fault of remaining.slice(0, 20)) say(`  → ${fault}`)
}
