import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ObservedFinding } from '#shared/contract/finding'
import { startInspecting, type InspectingProcess } from './inspecting-process'
import { openLinkFarm, type LinkFarm, type LinkFarmSize } from './link-farm'

export interface KilledRun {
  /** Addresses of the farm that were asked. */
  readonly urls: number
  readonly findings: number
  readonly seconds: { readonly undisturbed: number; readonly killed: number }
  readonly peakMb: number
  readonly kills: number
  /** Requests for something that had been asked before, a kill ago. */
  readonly repeated: number
  /** What may have been under way when it was killed, all kills together. */
  readonly underWay: number
  /** Findings that only one of the two runs made. */
  readonly differing: readonly string[]
}

export interface KillOrder extends LinkFarmSize {
  readonly kills: number
  /** The built command line. */
  readonly cli: string
  /** Told now and then how many requests the undisturbed run made, and what memory it has in MB. */
  readonly onMemory?: (requests: number, megabytes: number) => void
}

const perHost = { requestsPerSecond: 10_000, parallel: 4, giveUpAfter: 5 }
const parallelSites = 8

/** Inspects a farm twice, once undisturbed and once killed and resumed, and compares. */
export async function killedRun(order: KillOrder): Promise<KilledRun> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zhanqun-killed-run-'))
  const [undisturbed, killed] = [await openLinkFarm(order), await openLinkFarm(order)]
  try {
    const whole = await inspect(undisturbed, folder, 'whole', order, [])
    if (order.kills === 0) return undisturbedOnly(undisturbed, whole)
    const total = requestsOf(undisturbed)
    const at = Array.from({ length: order.kills }, (_, n) => Math.round((total * (n + 1)) / (order.kills + 1)))
    const broken = await inspect(killed, folder, 'broken', order, at)
    return {
      urls: undisturbed.asked.size,
      findings: whole.findings.length,
      seconds: { undisturbed: whole.seconds, killed: broken.seconds },
      peakMb: Math.round(whole.peak),
      kills: order.kills,
      repeated: requestsOf(killed) - total,
      underWay: order.kills * parallelSites * perHost.parallel,
      differing: difference(whole.findings, broken.findings),
    }
  } finally {
    await Promise.all([undisturbed.close(), killed.close(), rm(folder, { recursive: true, force: true })])
  }
}

const undisturbedOnly = ({ asked }: LinkFarm, { findings, seconds, peak }: Inspected): KilledRun => ({
  urls: asked.size,
  findings: findings.length,
  seconds: { undisturbed: seconds, killed: 0 },
  peakMb: Math.round(peak),
  kills: 0,
  repeated: 0,
  underWay: 0,
  differing: [],
})

const requestsOf = ({ asked }: LinkFarm): number => [...asked.values()].reduce((sum, times) => sum + times, 0)

interface Inspected {
  readonly findings: readonly string[]
  readonly seconds: number
  readonly peak: number
}

async function inspect(
  farm: LinkFarm,
  folder: string,
  name: string,
  { cli, onMemory }: KillOrder,
  killAt: readonly number[],
): Promise<Inspected> {
  const [plan, file] = [path.join(folder, `${name}.json`), path.join(folder, `${name}.run`)]
  const limits = { pagesPerSite: 100_000, linksPerSite: 10_000_000 }
  await writeFile(plan, JSON.stringify({ hosts: { '*': farm.address }, perHost, parallelSites, limits }))
  const begun = performance.now()
  const first = [...farm.urls, '--plan', plan, '--run', file]
  let current = startInspecting(cli, [...first, '--format', 'json'])
  if (killAt.length === 0) farm.onRequest = nowAndThen((count) => onMemory?.(count, Math.round(current.resident())))
  for (const count of killAt) {
    await untilAsked(farm, count, current)
    current.kill()
    await current.ended
    current = startInspecting(cli, ['--resume', file, '--format', 'json'])
  }
  const { output, code } = await current.ended
  if (code !== 1) throw new Error(`zhanqun inspect ended with ${code}: ${output.slice(0, 500)}`)
  return { findings: linesOf(output), seconds: (performance.now() - begun) / 1000, peak: current.peak() }
}

const untilAsked = (farm: LinkFarm, count: number, { ended }: InspectingProcess): Promise<unknown> =>
  Promise.race([ended, new Promise<void>((done) => (farm.onRequest = (asked) => asked >= count && done()))])

const toldEvery = 20_000

const nowAndThen =
  (tell: (count: number) => void) =>
  (count: number): void => {
    if (count % toldEvery === 0) tell(count)
  }

/** A finding without when it was seen and how long that took. */
const linesOf = (output: string): string[] =>
  [JSON.parse(output)]
    .flat()
    .flatMap(({ findings }: { readonly findings: readonly ObservedFinding[] }) =>
      findings.map(({ evidence: { seenAt: _seenAt, milliseconds: _milliseconds, ...evidence }, ...finding }) =>
        JSON.stringify({ ...finding, evidence }),
      ),
    )

function difference(one: readonly string[], other: readonly string[]): string[] {
  const [left, right] = [new Set(one), new Set(other)]
  return [...one.filter((line) => !right.has(line)), ...other.filter((line) => !left.has(line))]
}
