import type { Detector } from '#shared/content-check/detector'

const fewest = 2

/** Replacement and private-use characters: two or more of them within ten. */
export const detector: Detector = {
  name: 'garbled',
  find({ garbled }) {
    const spans: { start: number; end: number; count: number }[] = []
    for (const at of garbled) {
      const last = spans.at(-1)
      if (last && at - last.end < 10) Object.assign(last, { end: at + 1, count: last.count + 1 })
      else spans.push({ start: at, end: at + 1, count: 1 })
    }
    return spans.filter(({ count }) => count >= fewest)
  },
}
