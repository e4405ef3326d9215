import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { projectUrl } from '#shared/contract/surroundings'
import { startCluster } from '#platform/database/embedded/cluster'
import { liveDay, type Course } from './day'
import { report } from './report'
import { isGood } from './verdict'

const options = {
  consoles: { type: 'string', default: '500' },
  minutes: { type: 'string', default: '3' },
  platforms: { type: 'string', default: '1' },
  deeds: { type: 'string', default: '12' },
  scale: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
} as const

function numberIn(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (value >= least && value <= most) return value
  throw new RangeError(`--${name} is a number from ${least} to ${most}, and not ${text}`)
}

function courseFrom(args: string[]): Course {
  const { values } = parseArgs({ args, options })
  return {
    consoles: numberIn('consoles', values.consoles, 1, 20_000),
    minutes: numberIn('minutes', values.minutes, 0.05, 600),
    platforms: numberIn('platforms', values.platforms, 1, 16),
    perDay: numberIn('deeds', values.deeds, 0, 10_000),
    scale: numberIn('scale', values.scale, 0, 100),
    seed: numberIn('seed', values.seed, 0, 2 ** 32 - 1),
  }
}

/** `npm run load`: answers the exit code, 1 where anything was lost, doubled, disordered or done unasked. */
export async function load(args: string[]): Promise<number> {
  const course = courseFrom(args)
  const tell = (line: string) => process.stderr.write(`[zhanqun] ${line}\n`)
  const place = (name: string) => fileURLToPath(projectUrl(name))
  const folder = path.join(place('out/load'), `postgres-${process.pid}`)
  await mkdir(folder, { recursive: true, mode: 0o755 })
  // As a platform starts it: every commit is on disk before it is answered.
  const cluster = await startCluster(folder)
  try {
    const day = await liveDay(course, { databaseUrl: cluster.url, script: place('out/cli/zhanqun.mjs'), tell })
    process.stdout.write(`${report(day).join('\n')}\n`)
    return isGood(day.verdict) ? 0 : 1
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
