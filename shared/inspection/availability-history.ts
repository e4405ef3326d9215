import type { Probe } from './availability'

/**
 * A day's probes as bytes, two for each: minutes since the one before, and what came of it. A response time is kept on a
 * logarithmic scale of 252 steps of about 4 %, so an error of 2 % at most; whether a probe failed is kept exactly.
 * Layout: `[gap][code]…`; a gap of 255 means 255 minutes more, with no code.
 */
const noAnswer = 0
const tooSlow = 1
const failedHere = 255
const firstStep = 2
const steps = 252
const longGap = 255

/** Times from 1 ms up to this one are kept; from it on a probe is a failure anyway and its time does not matter. */
const slowest = 15_000
const growth = Math.log(slowest) / steps

/** Packs a day's probes. A time of `slowest` or more comes back as exactly `slowest`. */
export function packProbes(probes: readonly Probe[]): Uint8Array {
  const bytes: number[] = []
  let last = 0
  for (const probe of [...probes].sort((a, b) => a.minute - b.minute)) {
    let gap = probe.minute - last
    for (; gap >= longGap; gap -= longGap) bytes.push(longGap)
    bytes.push(gap, codeOf(probe))
    last = probe.minute
  }
  return Uint8Array.from(bytes)
}

/** Unpacks what `packProbes` made. Bytes that end in mid-probe lose that probe only. */
export function unpackProbes(bytes: Uint8Array): Probe[] {
  const probes: Probe[] = []
  let minute = 0
  for (let at = 0; at < bytes.length; at += 1) {
    minute += bytes[at] ?? 0
    if (bytes[at] === longGap) continue
    at += 1
    const code = bytes[at]
    if (code !== undefined) probes.push({ minute, ...meaningOf(code) })
  }
  return probes
}

function codeOf({ outcome, milliseconds }: Probe): number {
  if (outcome === 'failed-here') return failedHere
  if (outcome === 'no-answer') return noAnswer
  if (milliseconds >= slowest) return tooSlow
  const step = Math.round(Math.log(Math.max(1, milliseconds)) / growth)
  return firstStep + Math.min(step, steps)
}

function meaningOf(code: number): Pick<Probe, 'outcome' | 'milliseconds'> {
  if (code === failedHere) return { outcome: 'failed-here', milliseconds: 0 }
  if (code === noAnswer) return { outcome: 'no-answer', milliseconds: 0 }
  if (code === tooSlow) return { outcome: 'answered', milliseconds: slowest }
  const milliseconds = Math.min(Math.round(Math.exp((code - firstStep) * growth)), slowest - 1)
  return { outcome: 'answered', milliseconds }
}
