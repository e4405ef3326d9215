import type { FaultResult } from '#tests/fixtures/fault-farm/run-farm'
import type { SiteResult } from './demo-sites'

export interface Measured {
  readonly day: string
  readonly faults: readonly FaultResult[]
  readonly notShown: readonly string[]
  readonly sites: readonly SiteResult[]
}

const isDead = (line: string): boolean => line.startsWith('dead ')
const missing = <T>(from: readonly T[], other: readonly T[]): T[] => from.filter((one) => !other.includes(one))
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

/** Faults that the engine claims to decide: everything but what it calls uncertain or our own. */
const isDecided = (line: string): boolean => !/^(uncertain|failed-here) /.test(line)

export function figuresOf({ faults, sites }: Measured) {
  const expected = faults.flatMap((fault) => fault.expected.filter(isDecided))
  const missed = faults.flatMap((fault) => missing(fault.expected.filter(isDecided), fault.found))
  const falseDead = faults.flatMap((fault) => missing(fault.found.filter(isDead), fault.expected))
  const seeded = sites.flatMap((site) => site.expected.map((id) => `${site.domain} ${id}`))
  const unseen = sites.flatMap((site) => missing(site.expected, site.found).map((id) => `${site.domain} ${id}`))
  const beyond = sites.flatMap((site) => missing(site.found, site.expected).map((id) => `${site.domain} ${id}`))
  const siteDead = sites.flatMap((site) => (site.expected.includes('D20') ? [] : site.dead))
  return { expected, missed, falseDead, seeded, unseen, beyond, siteDead }
}

/** The accuracy page as Markdown. */
export function pageOf(measured: Measured): string {
  const { expected, missed, falseDead, seeded, unseen, beyond, siteDead } = figuresOf(measured)
  const { faults, sites, notShown, day } = measured
  const links = sites.reduce((sum, site) => sum + site.links, 0)
  return `# Accuracy of the inspection

Written by \`node build/accuracy.mjs\` from a run of ${day}; do not edit. Two kinds of sites are inspected by the engine as
shipped and compared with what is known of them: a farm of servers that misbehave (\`tests/fixtures/fault-farm\`, one file
each) and the sites of the demo province with its manifest of defects (\`platform/demo/defects.ts\`), which the engine never reads.

| | fault farm | demo sites |
|---|---|---|
| looked at | ${faults.length} faults | ${sites.length} sites, ${links.toLocaleString('en')} links |
| decidable faults seeded | ${expected.length} | ${seeded.length} |
| missed | ${missed.length} | ${unseen.length} |
| recall | ${percent(expected.length - missed.length, expected.length)} | ${percent(seeded.length - unseen.length, seeded.length)} |
| false *certain dead* links | ${falseDead.length} | ${siteDead.length} |
| findings beyond the manifest | – | ${beyond.length} |

A link is *dead* only for 404, 410, an unknown name, a refused connection or a circle of redirects that cookies do not
open. *Uncertain* is what may pass or be meant for the inspector: 403, 429, 5xx, silence, a guard's challenge, a torn answer; it is
looked at a second time, slower, before it is reported, and then only as a hint. *Failed here* says nothing of the site.

## Fault farm

| fault | expected | as expected |
|---|---|---|
${faults.map(rowOf).join('\n')}
${notShown.length === 0 ? '' : `\nNot shown on the machine of this run: ${notShown.join(', ')}.\n`}
## Demo sites

| defect | sites | found |
|---|---|---|
${kindRows(sites).join('\n')}
${listOf('Missed', [...missed, ...unseen])}${listOf('Beyond the manifest', beyond)}`
}

function rowOf({ about, expected, found }: FaultResult): string {
  const verdicts = [...new Set(expected.map((line) => line.replace(/ (https?:\S+|\/\S*)$/, '')))].join(', ')
  const same = missing(expected, found).length + missing(found, expected).length === 0
  return `| ${about.replaceAll('|', '\\|')} | ${verdicts || 'nothing'} | ${same ? 'yes' : '**no**'} |`
}

function kindRows(sites: readonly SiteResult[]): string[] {
  const kinds = [...new Set(sites.flatMap((site) => site.kinds))].sort()
  const clean = sites.filter((site) => site.kinds.length === 0)
  const isRight = (site: SiteResult): boolean => missing(site.expected, site.found).length === 0
  return [
    ...kinds.map((kind) => {
      const own = sites.filter((site) => site.kinds.includes(kind))
      return `| ${kind} | ${own.length} | ${own.filter(isRight).length} |`
    }),
    `| none: clean | ${clean.length} | ${clean.filter(({ found }) => found.length === 0).length} without a finding |`,
  ]
}

const listOf = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n${title}:\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`
