import { readFileSync } from 'node:fs'
import { projectUrl } from '#shared/contract/surroundings'

/** Steps that failed once, shrunk, as they were printed. */
export interface PastFailure {
  readonly name: string
  readonly consoles: number
  readonly steps: readonly string[]
}

interface Corpus {
  readonly consoles: number
  readonly runs: readonly { readonly seed: number; readonly steps: number }[]
  readonly failures: readonly PastFailure[]
}

/** What every test run goes through. */
export const corpus = JSON.parse(readFileSync(new URL(projectUrl('tests/simulation/corpus.json')), 'utf8')) as Corpus
