import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cachedImage } from '#shared/content-check/automaton/image-cache'
import { imageFrom } from '#shared/content-check/automaton/lexicon'
import { Found, walk } from '#shared/content-check/automaton/walk'
import { checkText } from '#shared/content-check/check-text'
import { compilePack } from '#shared/content-check/compiled-pack'
import { searchPart } from '#shared/content-check/match'
import { nationalPack } from '#shared/content-check/packs'
import type { RulePack } from '#shared/content-check/rule'
import type { Bench, Row } from './bench'
import { bareWalk } from './lab/matching/bare-walk'
import { regulations, unitsOf, wordList } from './lab/matching/corpus'
import { peers, programs } from './lab/matching/peers'
import { Cores } from './lab/matching/two-cores'
import { median } from './lab/statistics'

const rounds = 5
const phraseCount = 100_000

const count = (value: number) => value.toLocaleString('en')

async function millisecondsOf(work: () => unknown): Promise<number> {
  const begun = performance.now()
  work()
  const milliseconds = performance.now() - begun
  await new Promise(setImmediate)
  return milliseconds
}

interface Contender {
  readonly name: string
  work(): number
}

/** Medians of all contenders turn by turn, so that all see the same hour of the machine. */
async function race(contenders: readonly Contender[], units: number) {
  const speeds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  const matches = new Map<string, number>()
  for (let round = 0; round <= rounds; round++)
    for (const { name, work } of contenders) {
      const milliseconds = await millisecondsOf(() => matches.set(name, work()))
      // The first turn only warms up.
      if (round > 0) speeds.get(name)?.push(units / 1000 / milliseconds)
    }
  return (name: string) => ({ speed: median(speeds.get(name) ?? []), matches: matches.get(name) ?? 0 })
}

const dictionaryPack = (words: readonly string[]): RulePack => ({
  ...nationalPack,
  id: 'bench',
  rules: [
    ...nationalPack.rules,
    {
      id: 'bench-words',
      title: 'words',
      category: 'wording',
      severity: 'review',
      source: 'bench',
      suggestion: 'none',
      phrases: [...words],
      examples: { hit: [words[0] ?? ''], miss: [] },
    },
  ],
})

const sumOf = (texts: readonly string[], work: (text: string) => number) =>
  texts.reduce((sum, text) => sum + work(text), 0)

function sumOfUnits(text: string): number {
  let sum = 0
  for (let index = 0; index < text.length; index += 1) sum += text.charCodeAt(index)
  return sum
}

export const bench: Bench = {
  name: 'content-check',
  async run({ root, out }) {
    const texts = regulations(root)
    const words = wordList(root, phraseCount)
    const folder = path.join(out, 'phrases')
    return [
      ...(await buildRows(words, folder)),
      ...(await speedRows(texts, words)),
      ...(await coreRows(texts, words)),
      ...(await programRows(texts, words, folder)),
    ]
  },
}

async function buildRows(words: readonly string[], folder: string): Promise<Row[]> {
  const tagged = new Map(words.map((word, index) => [word, index]))
  const build = () => imageFrom(tagged)
  const cold: number[] = []
  const cached: number[] = []
  globalThis.gc?.()
  const before = process.memoryUsage()
  const image = build()
  globalThis.gc?.()
  const after = process.memoryUsage()
  const used =
    (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers + image.buffer.byteLength) / 1e6
  for (let round = 0; round < rounds; round++) {
    rmSync(folder, { recursive: true, force: true })
    cold.push(await millisecondsOf(build))
    cachedImage(folder, 'bench', build)
    cached.push(await millisecondsOf(() => cachedImage(folder, 'bench', build)))
  }
  const of = `${count(image.size)} phrases`
  return [
    { name: `build, ${of}`, value: median(cold), unit: 'ms', target: '≤ 1,500 ms', met: median(cold) <= 1500 },
    { name: `from the cache, ${of}`, value: median(cached), unit: 'ms', target: '≤ 50 ms', met: median(cached) <= 50 },
    { name: `memory, ${of}`, value: used, unit: 'MB', target: '≤ 60 MB', met: used <= 60 },
  ]
}

async function speedRows(texts: readonly string[], words: readonly string[]): Promise<Row[]> {
  const units = texts.map(unitsOf)
  const length = units.reduce((sum, one) => sum + one.length, 0)
  const { trie } = imageFrom(new Map(words.map((word, index) => [word, index])))
  const compiled = compilePack(dictionaryPack(words))
  const found = new Found()
  const positions = (one: Uint16Array) => {
    found.clear()
    walk(trie, one, one.length, found)
    return found.length / 3
  }
  const built = peers.map(({ name, build }) => ({ name, find: build(words) }))
  const contenders: Contender[] = [
    { name: 'charCodeAt', work: () => sumOf(texts, sumOfUnits) },
    { name: 'bare', work: () => units.reduce((sum, one) => sum + bareWalk(trie, one), 0) },
    { name: 'plain', work: () => units.reduce((sum, one) => sum + positions(one), 0) },
    { name: 'all', work: () => sumOf(texts, (text) => searchPart(compiled, text, {}).size) },
    { name: 'sweep', work: () => sumOf(texts, (text) => checkText(text).length) },
    ...built.map(({ name, find }) => ({ name, work: () => sumOf(texts, find) })),
  ]
  const result = await race(contenders, length)
  const fastest = Math.max(...built.map(({ name }) => result(name).speed))
  const [bare, plain, all, sweep] = [result('bare'), result('plain'), result('all'), result('sweep')]
  const of = `${count(words.length)} phrases over ${(length / 1e6).toFixed(1)} M characters of Chinese law`
  const speed = 'M chars/s'
  const seconds = length / 1e6 / sweep.speed
  return [
    { name: 'iterating charCodeAt: the bound', value: result('charCodeAt').speed, unit: speed },
    { name: `bare double-array walk, ${of}: ${count(bare.matches)} matches`, value: bare.speed, unit: speed },
    {
      name: `positions, nothing folded: ${count(plain.matches)} matches`,
      value: plain.speed,
      unit: speed,
      floor: bare.speed,
      target: '≥ 80, ≥ 0.7 x floor',
      met: plain.speed >= 80 && plain.speed >= 0.7 * bare.speed,
    },
    {
      name: 'the same beside the fastest npm peer',
      value: plain.speed,
      unit: speed,
      floor: fastest,
      target: '≥ 5 x floor',
      met: plain.speed >= 5 * fastest,
    },
    {
      name: `everything on, ${nationalPack.rules.length} rules besides: ${count(all.matches)} hits`,
      value: all.speed,
      unit: speed,
      floor: fastest,
      target: '≥ 40, ≥ 2.5 x floor',
      met: all.speed >= 40 && all.speed >= 2.5 * fastest,
    },
    ...built.map(({ name }) => ({
      name: `npm ${name}: ${count(result(name).matches)} matches`,
      value: result(name).speed,
      unit: speed,
    })),
    {
      name: `sweep of ${count(texts.length)} regulations with the national pack`,
      value: seconds,
      unit: 's',
      target: '≤ 2 s',
      met: seconds <= 2,
    },
  ]
}

async function coreRows(texts: readonly string[], words: readonly string[]): Promise<Row[]> {
  const image = imageFrom(new Map(words.map((word, index) => [word, index])))
  const units = unitsOf(texts.join('\n'))
  const text = new SharedArrayBuffer(units.byteLength)
  new Uint16Array(text).set(units)
  const [one, two] = [new Cores(1, image.buffer, text), new Cores(2, image.buffer, text)]
  const speeds: { one: number; two: number }[] = []
  for (let round = 0; round <= rounds; round++) speeds.push({ one: await one.speed(4), two: await two.speed(4) })
  await Promise.all([one.close(), two.close()])
  const gains = speeds.slice(1).map((each) => each.two / each.one)
  return [
    {
      name: 'two threads beside one, phrases and text shared',
      value: median(gains),
      unit: 'x',
      target: '≥ 1.8 x',
      met: median(gains) >= 1.8,
    },
  ]
}

async function programRows(texts: readonly string[], words: readonly string[], folder: string): Promise<Row[]> {
  mkdirSync(folder, { recursive: true })
  const [wordFile, textFile] = [path.join(folder, 'words.txt'), path.join(folder, 'text.txt')]
  writeFileSync(wordFile, `${words.join('\n')}\n`)
  writeFileSync(textFile, texts.join('\n'))
  const characters = texts.reduce((sum, text) => sum + text.length, 0) / 1e6
  const measured = await programs(wordFile, textFile)
  return measured.map(({ name, seconds, matches }) => ({
    name: `${name}, start and build included: ${count(matches)} matches, none overlapping`,
    value: characters / seconds,
    unit: 'M chars/s',
  }))
}
