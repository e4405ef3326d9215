import type { Day } from './day'
import type { Distribution } from './distribution'
import { isGood } from './verdict'

const whole = (value: number) => Math.round(value).toLocaleString('en')
const quantiles = (values: Distribution) =>
  `${[0.5, 0.95, 0.99].map((share) => whole(values.quantile(share)).padStart(7)).join('')}${whole(values.largest).padStart(8)}`
const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** What a day was like, as lines of text; the verdict comes last. */
export function report(day: Day): string[] {
  const { course, seconds, measures } = day
  const { consoles, platforms, perDay, scale, seed } = course
  return [
    `${consoles} consoles, ${platforms} platform processes, ${perDay} deeds each, scale ${scale}, seed ${seed}: a day in ${seconds.toFixed(0)} s`,
    '',
    ...latencies(day),
    '',
    `${'milliseconds'.padEnd(34)}   count    p50    p95    p99     max`,
    `${'signed in, waiting included'.padEnd(34)}${line(measures.signIns)}`,
    `${'feed lag, to another console'.padEnd(34)}${line(measures.lag)}`,
    '',
    ...counts(day),
    ...resources(day),
    '',
    ...verdictOf(day),
  ]
}

const line = (values: Distribution) => `${whole(values.count).padStart(8)}${quantiles(values)}`

function latencies({ measures }: Day): string[] {
  const rows = [...measures.latencies].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    `${'route, milliseconds'.padEnd(34)}   count    p50    p95    p99     max`,
    ...rows.map(([route, values]) => `${route.padEnd(34)}${line(values)}`),
  ]
}

function counts({ measures, seconds }: Day): string[] {
  const { requests, bytes, perSecond, outcomes, failures, connections, streams } = measures
  const judged = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
  const listed = (map: ReadonlyMap<string, number>) => [...map].map(([name, count]) => `${name} ${count}`).join(', ')
  return [
    `requests: ${whole(requests)}, ${whole(requests / seconds)}/s, ${whole(Math.max(0, ...perSecond.values()))} in the busiest second, ${mb(bytes)} answered`,
    `commands: ${whole(judged)}, ${(judged / seconds).toFixed(1)}/s: ${listed(outcomes)}`,
    `failures: ${failures.size === 0 ? 'none' : listed(failures)}`,
    `connections at once: ${connections.most}; streams at once: ${streams.most}, pokes heard: ${whole(streams.pokes)}`,
  ]
}

function resources({ usage, size, seconds, measures }: Day): string[] {
  const applied = measures.outcomes.get('applied') ?? 0
  const used = Object.entries(usage).map(
    ([name, { cpuSeconds, memoryMb }]) =>
      `${name} ${cpuSeconds.toFixed(0)} s (${((100 * cpuSeconds) / seconds).toFixed(0)} % of a core)${memoryMb > 0 ? ` and ${memoryMb.toFixed(0)} MB` : ''}`,
  )
  const grown = size.after.database - size.before.database
  const each = (value: number) => (applied === 0 ? '' : `, ${whole(value / applied)} bytes for each applied command`)
  return [
    `processor: ${used.join('; ')}`,
    `database: ${mb(size.before.database)} before, ${mb(size.after.database)} after${each(grown)}`,
    `write-ahead log: ${mb(size.after.log - size.before.log)}${each(size.after.log - size.before.log)}`,
  ]
}

function verdictOf({ verdict, measures }: Day): string[] {
  const faults = Object.entries(verdict).flatMap(([name, list]) =>
    (list as readonly string[]).slice(0, 10).map((fault) => `${name}: ${fault}`),
  )
  const told = Object.entries(verdict).map(([name, { length }]) => `${length} ${name}`)
  const applied = whole(measures.outcomes.get('applied') ?? 0)
  const end = isGood(verdict)
    ? `GOOD: each of ${applied} accepted commands came in the feed exactly once`
    : `BAD: of ${applied} accepted commands not all came in the feed exactly once`
  return [...faults, told.join(', '), end]
}
