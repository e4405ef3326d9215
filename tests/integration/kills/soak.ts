import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { projectUrl } from '#shared/contract/surroundings'
import { runKills, type Run } from './scenario'

const options = { kills: { type: 'string', default: '200' }, seed: { type: 'string' } } as const

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value
  throw new RangeError(`--${name} is a whole number, and not ${text}`)
}

const counts = ({ killed, acknowledged, unknown, refusedHere, applied, parked, signatures }: Run) => [
  `${killed.core} consoles and ${killed.platform} platforms killed`,
  `${acknowledged} commands acknowledged, ${unknown} cut off before, ${refusedHere} refused by the console`,
  `${applied} applied on the platform, ${parked} parked at a console, ${signatures} signatures`,
]

const faults = ({ lost, doubled, unsound, differing }: Run) => Object.entries({ lost, doubled, unsound, differing })

/** Runs the soak as the command line asks and answers its exit code: 1 where anything was lost, doubled or unsound. */
export async function soak(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  const kills = wholeNumber('kills', values.kills)
  const seed = wholeNumber('seed', values.seed ?? String(Date.now() % 2 ** 32))
  const tell = (line: string) => process.stderr.write(`[zhanqun] ${line}\n`)
  tell(`seed ${seed}`)
  const run = await runKills({ seed, kills, pace: 1_600, bundles: fileURLToPath(projectUrl('out/soak')), tell })
  const found = faults(run)
  const lines = [...counts(run), found.map(([name, { length }]) => `${length} ${name}`).join(', '), `seed ${seed}`]
  process.stdout.write(
    `${[...found.flatMap(([name, list]) => list.map((fault) => `${name}: ${fault}`)), ...lines].join('\n')}\n`,
  )
  return found.every(([, { length }]) => length === 0) ? 0 : 1
}
