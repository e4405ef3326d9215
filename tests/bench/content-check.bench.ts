import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { checkText } from '#shared/content-check/check-text'
import type { Bench } from './bench'
import { alternating, median } from './lab/statistics'

const rounds = 5

function regulations(root: string): string[] {
  const file = path.join(root, 'platform/demo/data/regulations.jsonl.gz')
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean)
  return lines.map((line) => (JSON.parse(line) as { body: string }).body)
}

/** Million characters a second over all texts. */
async function speedOf(texts: readonly string[], work: (text: string) => number): Promise<number> {
  const begun = performance.now()
  let found = 0
  for (const text of texts) found += work(text)
  const seconds = (performance.now() - begun) / 1000
  if (found < 0) throw new Error('impossible')
  await new Promise(setImmediate)
  return texts.reduce((sum, { length }) => sum + length, 0) / 1e6 / seconds
}

function sumOfUnits(text: string): number {
  let sum = 0
  for (let index = 0; index < text.length; index += 1) sum += text.charCodeAt(index)
  return sum
}

export const bench: Bench = {
  name: 'content-check',
  async run({ root }) {
    const texts = regulations(root)
    const check = () => speedOf(texts, (text) => checkText(text).length)
    const walk = () => speedOf(texts, sumOfUnits)
    await Promise.all([check(), walk()])
    const { ours, floors } = await alternating(rounds, check, walk)
    const name = `national pack over ${texts.length.toLocaleString('en')} regulations (floor: charCodeAt)`
    return [{ name, value: median(ours), unit: 'M chars/s', floor: median(floors) }]
  },
}
