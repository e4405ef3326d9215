import { parseArgs } from 'node:util'
import { breaks } from './break'
import { live, type Setting } from './episode'
import { simulate, type Failure, type Result } from './run'
import { shrink } from './shrink'
import { startSimulator } from './surroundings'
import { textOf } from './step'

const shrinkingMs = 180_000
const say = (text: string) => process.stdout.write(`${text}\n`)

/** `npm run simulate`: answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      steps: { type: 'string', default: '10000' },
      consoles: { type: 'string', default: '4' },
      break: { type: 'string' },
    },
  })
  const [seed, steps, consoles] = [Number(values.seed), Number(values.steps), Number(values.consoles)]
  const broken = values.break === undefined ? null : breaks.get(values.break)
  if (broken === undefined) throw new Error(`no such rule; there are: ${[...breaks.keys()].join(', ')}`)
  const databases = await startSimulator()
  try {
    const setting = { databases, consoles, broken }
    const result = await simulate(setting, { seed, steps }, tellProgress(steps))
    say(`seed ${seed} · ${consoles} consoles${broken ? ` · broken rule: ${broken.name}` : ''}`)
    report(result)
    if (result.failure) await explain(setting, result.failure)
    return result.failure ? 1 : 0
  } finally {
    await databases.stop()
  }
}

function tellProgress(steps: number): (taken: number) => void {
  let told = performance.now()
  return (taken) => {
    if (performance.now() - told < 10_000) return
    told = performance.now()
    process.stderr.write(`${taken} of ${steps} steps\n`)
  }
}

function report({ steps, seconds, counts }: Result): void {
  for (const [name, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) say(`  ${name}: ${count}`)
  say(`${steps} steps in ${seconds.toFixed(1)} s, ${(steps / seconds).toFixed(0)} steps/s`)
}

async function explain(setting: Setting, { episode, steps, faults }: Failure): Promise<void> {
  say(`\nFAILED in episode ${episode}:`)
  for (const fault of faults.slice(0, 20)) say(`  ${fault}`)
  say(`\nIts ${steps.length} steps:`)
  for (const step of steps) say(`  ${textOf(step)}`)
  say('\nShrinking …')
  const fewer = await shrink(steps, async (some) => (await live(setting, some)).faults.length > 0, shrinkingMs)
  const { faults: remaining } = await live(setting, fewer)
  say(`${fewer.length} steps are enough:`)
  for (const step of fewer) say(`  ${textOf(step)}`)
  for (const fault of remaining.slice(0, 20)) say(`  → ${fault}`)
}
