import { describe, expect, it } from 'vitest'
import { split, type Piece } from '#shared/inspection/hand-in/split'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import { anObservedFinding, now, testId } from '#tests/builders'

const excerpt = '网'.repeat(300)
const aFinding = (n: number) => {
  const finding = anObservedFinding({ url: `http://www.a.example/${n}` })
  return { ...finding, evidence: { ...finding.evidence, excerpt } }
}
const inspection = (site: number, findings: number): SiteInspection => ({
  target: { siteId: testId(site), url: 'http://www.a.example/' },
  site: 'http://www.a.example/',
  startedAt: now,
  finishedAt: now,
  isReachable: true,
  milliseconds: 12,
  pages: 1,
  links: 0,
  faultyLinks: [],
  findings: Array.from({ length: findings }, (_, n) => aFinding(n)),
})
const bytesOf = (pieces: readonly Piece[]) => Buffer.byteLength(JSON.stringify(pieces.map(({ findings }) => findings)))

/** A request is refused from 16 MB on; a command stays well below, since several travel together. */
const largest = 4 * 1024 * 1024

describe('a run handed in', () => {
  it('of 970 sites with 5,000 findings is cut into commands that each fit a request, nothing lost, in order', () => {
    const run = Array.from({ length: 970 }, (_, site) =>
      inspection(site, site % 97 === 0 ? 490 : site % 9 === 0 ? 1 : 0),
    )
    const total = run.reduce((sum, { findings }) => sum + findings.length, 0)
    expect(total).toBeGreaterThan(5_000)
    const groups = split(run)
    for (const group of groups) {
      expect(bytesOf(group)).toBeLessThan(largest)
      expect(group.length).toBeLessThanOrEqual(200)
      expect(group.reduce((sum, { findings }) => sum + findings.length, 0)).toBeLessThanOrEqual(2_000)
    }
    expect(groups.flat().map((piece) => piece.inspection)).toEqual(run)
    expect(groups.flat().flatMap(({ findings }) => findings)).toEqual(run.flatMap(({ findings }) => findings))
  })

  it('cuts what a single site has too much of, and never names a site twice in one command', () => {
    const flood = inspection(1, 9_000)
    const groups = split([inspection(0, 1), flood, inspection(2, 1)])
    for (const group of groups) {
      expect(bytesOf(group)).toBeLessThan(largest)
      expect(new Set(group.map((piece) => piece.inspection)).size).toBe(group.length)
    }
    const cut = groups.flat().filter((piece) => piece.inspection === flood)
    expect(cut.length).toBeGreaterThan(4)
    expect(cut.flatMap(({ findings }) => findings)).toEqual(flood.findings)
  })

  it('is one command where little was found, and none where nothing was inspected', () => {
    expect(split(Array.from({ length: 50 }, (_, site) => inspection(site, 2)))).toHaveLength(1)
    expect(split([])).toEqual([])
  })
})
