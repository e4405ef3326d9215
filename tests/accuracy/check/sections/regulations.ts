import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { projectUrl } from '#shared/contract/surroundings'
import { checkText } from '#shared/content-check/check-text'
import type { Hit } from '#shared/content-check/hit'
import type { AccuracySection } from '../section'

interface Regulation {
  readonly title: string
  readonly issued: string
  readonly body: string
}

interface Found {
  readonly regulation: Regulation
  readonly hit: Hit
  readonly text: string
}

const mostInHundredThousand = 1

/** Why a hit in a sound text is asked about all the same, by rule. */
const reasons: Readonly<Record<string, string>> = {
  'secrecy-level-in-text':
    'a level of secrecy stands in the sentence: whether it is this document’s only a person can tell',
  'repeated-de': 'the published text has the character twice: a true finding',
  'five-in-one': 'the items of the list stand in another order or number; the text means something else',
  'impossible-date': 'the published text has a day that no calendar has: a true finding',
}

function regulations(): Regulation[] {
  const file = fileURLToPath(projectUrl('platform/demo/data/regulations.jsonl.gz'))
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Regulation)
}

function measured(regulation: Regulation): Found[] {
  const text = `${regulation.title}\n${regulation.body}`
  return checkText(text, { context: { date: regulation.issued } }).map((hit) => ({ regulation, hit, text }))
}

const shown = ({ regulation, hit, text }: Found) => {
  const around = text.slice(Math.max(0, hit.start - 12), hit.end + 12).replace(/\s+/g, ' ')
  return `| ${hit.severity} | ${hit.rule} | ${regulation.title} | …${around.replaceAll('|', '¦')}… | ${reasons[hit.rule] ?? '**not explained**'} |`
}

/** What is told of in published regulations, which are sound but for slips of their own. */
export const section: AccuracySection = {
  order: 12,
  measure() {
    const all = regulations()
    const found = all.flatMap(measured)
    const units = all.reduce((sum, { title, body }) => sum + title.length + 1 + body.length, 0)
    const of = (severity: string) => found.filter(({ hit }) => hit.severity === severity)
    const rate = (severity: string) => (of(severity).length / units) * 100_000
    const serious = [...of('block'), ...of('review')]
    const markdown = `## Clean texts

${all.length.toLocaleString('en')} published regulations, ${(units / 1e6).toFixed(1)} million characters, each judged as of the day it was issued. In 100,000 characters:
${rate('block').toFixed(2)} block, ${rate('review').toFixed(2)} review, ${rate('hint').toFixed(2)} hint. Every hit that blocks or asks for review:

| | rule | regulation | text | reason |
|---|---|---|---|---|
${serious.map(shown).join('\n')}
`
    const failures = ['block', 'review'].flatMap((severity) =>
      rate(severity) > mostInHundredThousand
        ? [`clean texts: ${rate(severity).toFixed(2)} ${severity} in 100,000 characters`]
        : [],
    )
    return Promise.resolve({ markdown, failures })
  },
}
