import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { inspectSite } from '#shared/inspection/inspect-sites'
import { mergePlan } from '#shared/inspection/plan'
import { reinspect } from '#shared/inspection/reinspect/reinspect'
import type { SiteTarget } from '#shared/inspection/target'
import { sm3Hex } from '#shared/signing/sm3'
import { aFinding, testId } from '#tests/builders'
import { cleanSite, column, home, list, today } from '#tests/fixtures/fault-farm/clean-site'
import { html, openFarm, status, type Answer, type Farm } from '#tests/fixtures/fault-farm/http-farm'

const deps = { now: () => today, signal: new AbortController().signal }
const fast = {
  perHost: { requestsPerSecond: 5000, parallel: 16, recheck: { afterSeconds: 0, requestsPerSecond: 5000 } },
  witnessHosts: ['localhost'],
}
const target: SiteTarget = {
  url: 'http://www.a.test/',
  columns: [
    { name: '动态要闻', url: '/columns/dtyw/', type: '动态要闻' },
    { name: '通知公告', url: '/columns/tzgg/', type: '通知公告' },
  ],
}

let farm: Farm
let paths: Record<string, Answer>
let plan: InspectionPlan
beforeEach(async () => {
  paths = { ...cleanSite().paths }
  farm = await openFarm({ 'www.a.test': { paths } })
  plan = mergePlan({ ...fast, hosts: farm.hosts })
})
afterEach(() => farm.close())

const withLink = home(`${list('2026-11-20')}<a href="/gone.html">旧闻</a><a href="/lost.html">旧文</a>`)
const stale = html(column('动态要闻', '动态要闻', list('2026-01-20', '2026-01-18')))

/** What an inspection finds now, under one indicator, as the office ordered it. */
async function found(indicator: string): Promise<Finding[]> {
  const { findings } = await inspectSite(target, plan, deps)
  const own = findings.filter((finding) => finding.indicator === indicator)
  expect(own.length).toBeGreaterThan(0)
  return own.map((observed, n) => aFinding({ ...observed, id: testId(60 + n), state: 'rectified' }))
}
async function lookAgain(findings: readonly Finding[], by: InspectionPlan = plan) {
  farm.asked.length = 0
  return await reinspect({ target, plan: by, findings }, deps)
}
const verdicts = async (findings: readonly Finding[], by?: InspectionPlan) =>
  (await lookAgain(findings, by)).map(({ verdict }) => verdict)

describe('a second look at a link', () => {
  beforeEach(() => void (paths['/'] = html(withLink)))

  it('asks for the link and nothing else when it is mended, and keeps what it saw', async () => {
    const findings = (await found('D20')).filter(({ url }) => url.endsWith('/gone.html'))
    paths['/gone.html'] = html(home())
    const [seen] = await lookAgain(findings)
    expect(seen).toMatchObject({ verdict: 'gone', status: 200, url: 'http://www.a.test/gone.html' })
    expect(seen?.bodyHash).toMatch(/^[0-9a-f]{64}$/)
    expect(
      farm.asked.filter((asked) => !asked.includes('gone.html')).every((asked) => !asked.includes('columns')),
    ).toBe(true)
    expect(farm.asked.length).toBeLessThanOrEqual(3)
  })

  it('finds it gone from the page where it stood as well', async () => {
    const findings = await found('D20')
    paths['/'] = html(home())
    expect(await lookAgain(findings)).toMatchObject([
      { verdict: 'gone', fact: '原页面上已没有此链接' },
      { verdict: 'gone' },
    ])
  })

  it('tells each of several apart', async () => {
    const findings = await found('D20')
    paths['/gone.html'] = html(home())
    const seen = await lookAgain(findings)
    expect(new Map(seen.map(({ url, verdict }) => [new URL(url).pathname, verdict]))).toEqual(
      new Map([
        ['/gone.html', 'gone'],
        ['/lost.html', 'still'],
      ]),
    )
  })

  it.each([403, 429, 500, 503])('says nothing where the site answers %i', async (code) => {
    const findings = await found('D20')
    paths['/gone.html'] = paths['/lost.html'] = status(code)
    expect(await verdicts(findings)).toEqual(['unknown', 'unknown'])
  })

  it('calls an error page in place of the content still there', async () => {
    const findings = await found('D20')
    paths['/gone.html'] = paths['/lost.html'] = html(
      '<html><head><title>404 页面不存在</title></head><body>404</body></html>',
    )
    expect(await verdicts(findings)).toEqual(['still', 'still'])
  })
})

describe('a second look at a page', () => {
  it('reads the column that was stale, and no other', async () => {
    paths['/columns/dtyw/'] = stale
    const findings = await found('D4')
    expect(await verdicts(findings)).toEqual(['still'])
    paths['/columns/dtyw/'] = html(column('动态要闻', '动态要闻', list('2026-11-20')))
    const [seen] = await lookAgain(findings)
    expect(seen).toMatchObject({ verdict: 'gone', status: 200 })
    expect(farm.asked.some((asked) => asked.includes('tzgg'))).toBe(false)
  })

  it('says nothing where the page can’t be read, or the home page doesn’t open', async () => {
    paths['/columns/dtyw/'] = stale
    const findings = await found('D4')
    paths['/columns/dtyw/'] = status(500)
    expect(await verdicts(findings)).toEqual(['unknown'])
    paths['/columns/dtyw/'] = status(404)
    expect(await lookAgain(findings)).toMatchObject([{ verdict: 'unknown', fact: expect.stringContaining('人工') }])
    paths['/columns/dtyw/'] = html(column('动态要闻', '动态要闻', list('2026-11-20')))
    paths['/'] = status(500)
    expect(await verdicts(findings)).toEqual(['unknown'])
  })

  it('judges what the home page lacks', async () => {
    paths['/'] = html(home(undefined, '<footer></footer>'))
    const findings = await found('D19')
    expect(new Set(await verdicts(findings))).toEqual(new Set(['still']))
    paths['/'] = html(home())
    expect(new Set(await verdicts(findings))).toEqual(new Set(['gone']))
  })
})

describe('a second look', () => {
  it('that our own network failed says nothing of the site', async () => {
    paths['/'] = html(withLink)
    paths['/columns/dtyw/'] = stale
    const findings = [...(await found('D20')), ...(await found('D4')).map((one) => ({ ...one, id: testId(70) }))]
    const cutOff = { ...plan, hosts: {}, witnessHosts: ['nobody.invalid'], timeoutSeconds: 1 }
    expect(new Set(await verdicts(findings, cutOff))).toEqual(new Set(['unknown']))
  })

  it('is a person’s at what no machine can decide', async () => {
    const [seen] = await lookAgain([aFinding({ indicator: 'D24' })])
    expect(seen).toMatchObject({ verdict: 'unknown', fact: expect.stringContaining('人工') })
    expect(farm.asked).toEqual([])
  })

  it('keeps the answers as records that their hash names', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-again-'))
    try {
      paths['/'] = html(withLink)
      const findings = await found('D20')
      const evidence = new EvidenceFolder(folder)
      const [seen] = await reinspect({ target, plan, findings }, { ...deps, evidence })
      expect(sm3Hex(await readFile(evidence.fileOf(seen?.record ?? '')))).toBe(seen?.record)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
