/**
 * What a probe of a home page said: `ok` within the time limit, `failed` (no page, or not in time), `refused` where a
 * guard turned us away and the public may well be let in, `failed-here` for a fault on our side. The last two say nothing
 * of the site.
 */
export type ProbeVerdict = 'ok' | 'failed' | 'refused' | 'failed-here'

export interface ProbeSample {
  /** Minute of the province's day, 0 to 1439. */
  readonly minute: number
  readonly verdict: ProbeVerdict
  /** Time of the home page, to about 4 %; null unless `ok`. */
  readonly milliseconds: number | null
}

const bytesPerSample = 3
const step = Math.log(1.04)
const slowest = 252
const codes: Readonly<Record<Exclude<ProbeVerdict, 'ok'>, number>> = { refused: 253, 'failed-here': 254, failed: 255 }

const codeOf = ({ verdict, milliseconds }: ProbeSample): number =>
  verdict === 'ok'
    ? Math.min(slowest, Math.max(0, Math.round(Math.log(Math.max(1, milliseconds ?? 1)) / step)))
    : codes[verdict]

function meaningOf(code: number): Omit<ProbeSample, 'minute'> {
  if (code <= slowest) return { verdict: 'ok', milliseconds: Math.round(Math.exp(code * step)) }
  const verdict = code === codes.failed ? 'failed' : code === codes.refused ? 'refused' : 'failed-here'
  return { verdict, milliseconds: null }
}

/** The bytes of a day with one more probe: three each, minute and verdict or time. A minute that is there already stays as it is. */
export function withSample(day: Uint8Array, sample: ProbeSample): Uint8Array {
  if (samplesOf(day).some(({ minute }) => minute === sample.minute)) return day
  const longer = new Uint8Array(day.length + bytesPerSample)
  longer.set(day)
  longer.set([sample.minute >> 8, sample.minute & 0xff, codeOf(sample)], day.length)
  return longer
}

/** The probes of a day in the order in which they were stored. */
export const samplesOf = (day: Uint8Array): ProbeSample[] =>
  Array.from({ length: Math.floor(day.length / bytesPerSample) }, (_, at) => {
    const [high = 0, low = 0, code = 0] = day.subarray(at * bytesPerSample, (at + 1) * bytesPerSample)
    return { minute: (high << 8) | low, ...meaningOf(code) }
  })

/** Fewer probes a day than this say nothing. */
export const fewestProbesPerDay = 20
