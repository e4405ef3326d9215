import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

/** Another matcher: counts the phrases that stand in a text, overlapping ones too unless it says otherwise. */
export interface Peer {
  readonly name: string
  build(words: readonly string[]): (text: string) => number
}

const load = createRequire(import.meta.url)

interface Fast {
  matchInText(text: string): readonly unknown[]
}
interface Scanner {
  search(text: string, options?: object): readonly unknown[]
}
interface Found {
  search(text: string): readonly (readonly [end: number, words: readonly string[]])[]
}

export const peers: readonly Peer[] = [
  {
    name: '@monyone/aho-corasick, its fast variant',
    build(words) {
      const { AhoCorasick } = load('@monyone/aho-corasick/fast') as {
        AhoCorasick: new (words: readonly string[]) => Fast
      }
      const matcher = new AhoCorasick(words)
      return (text) => matcher.matchInText(text).length
    },
  },
  {
    name: 'fastscan',
    build(words) {
      const FastScanner = load('fastscan') as new (words: readonly string[]) => Scanner
      const matcher = new FastScanner(words)
      return (text) => matcher.search(text).length
    },
  },
  {
    name: 'ahocorasick',
    build(words) {
      const AhoCorasick = load('ahocorasick') as new (words: readonly string[]) => Found
      const matcher = new AhoCorasick(words)
      return (text) => matcher.search(text).reduce((sum, [, found]) => sum + found.length, 0)
    },
  },
]

/** A program that reads phrases from a file; undefined where it is not installed. */
export interface Program {
  readonly name: string
  readonly seconds: number
  /** Leftmost, not overlapping: fewer than the others count. */
  readonly matches: number
}

const run = promisify(execFile)

async function measured(
  name: string,
  file: string,
  args: readonly string[],
  count: (out: string) => number,
): Promise<Program | undefined> {
  const begun = performance.now()
  try {
    const { stdout } = await run(file, args, { maxBuffer: 1 << 30, env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    return { name, seconds: (performance.now() - begun) / 1000, matches: count(stdout) }
  } catch {
    return undefined
  }
}

const lines = (out: string) => out.split('\n').length - 1

/** GNU grep and ripgrep over a file, start and build included. */
export async function programs(words: string, text: string): Promise<Program[]> {
  const grep = await measured('GNU grep -F -o', 'grep', ['-F', '-o', '-f', words, text], lines)
  const ripgrep = await measured(
    'ripgrep -F --count-matches',
    'rg',
    ['-F', '--count-matches', '-f', words, text],
    Number,
  )
  return [grep, ripgrep].filter((one) => one !== undefined)
}
