/** What a bench is given. */
export interface BenchContext {
  /** Electron's executable. */
  readonly electron: string
  /** The built app folder. */
  readonly app: string
  readonly root: string
  /** A folder for what the bench writes. */
  readonly out: string
}

/** One measured number: a median, beside the floor measured in the same run. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly floor?: number
  /** What is asked for, in words, as `≤ 50 ms`. */
  readonly target?: string
  readonly met?: boolean
}

/** A file `tests/bench/<name>.bench.ts` exports one of these as `bench`; `npm run bench -- <name>` runs it alone. */
export interface Bench {
  readonly name: string
  run(context: BenchContext): Promise<readonly Row[]>
}
