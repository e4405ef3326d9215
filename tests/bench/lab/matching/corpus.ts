import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createChance } from '#tests/chance'

/** Bodies of the 1,093 regulations of the demo. */
export function regulations(root: string): string[] {
  const file = path.join(root, 'platform/demo/data/regulations.jsonl.gz')
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean)
  return lines.map((line) => (JSON.parse(line) as { body: string }).body)
}

/** So many different words of 2–8 Han characters, drawn from jieba's list of 350,000 by a seed. */
export function wordList(root: string, count: number): string[] {
  const list = readFileSync(path.join(root, 'node_modules/@node-rs/jieba/dict.txt'), 'utf8').split('\n')
  const words = new Set(
    list.map((line) => line.split(' ')[0] ?? '').filter((word) => /^\p{Script=Han}{2,8}$/u.test(word)),
  )
  return createChance(7)
    .shuffled([...words])
    .slice(0, count)
}

/** What `text` is in UTF-16 units. */
export const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
