import { ObservedFinding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { inspectSite, inspectSites } from '#shared/inspection/inspect-sites'
import { sharedCauses } from '#shared/inspection/group-by-cause'
import { mergePlan } from '#shared/inspection/plan'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'
import { gzipSync } from 'node:zlib'
import { Value } from '@sinclair/typebox/value'
import iconv from 'iconv-lite'
import { afterEach, describe, expect, it } from 'vitest'
import { article, cleanSite, column, home, list, page, today } from '#tests/fixtures/fault-farm/clean-site'
import {
  bytes,
  closedPort,
  flood,
  hangUp,
  html,
  openFarm,
  redirect,
  silence,
  status,
  type Answer,
  type Farm,
  type FarmSite,
} from '#tests/fixtures/fault-farm/http-farm'

const farms: Farm[] = []
afterEach(async () => {
  await Promise.all(farms.splice(0).map((farm) => farm.close()))
})

const fast = {
  perHost: { requestsPerSecond: 5000, parallel: 16, recheck: { afterSeconds: 0, requestsPerSecond: 5000 } },
  witnessHosts: ['localhost'],
}
const deps = () => ({ now: () => today, signal: new AbortController().signal })

async function farmOf(sites: Readonly<Record<string, FarmSite>>): Promise<Farm> {
  const farm = await openFarm(sites)
  farms.push(farm)
  return farm
}

async function inspect(
  site: FarmSite,
  plan: Partial<Record<keyof InspectionPlan, unknown>> = {},
  target: Partial<SiteTarget> = {},
): Promise<SiteInspection> {
  const farm = await farmOf({ 'www.a.test': site })
  const whole = mergePlan({ ...fast, hosts: farm.hosts, ...plan })
  return await inspectSite({ url: 'http://www.a.test/', ...target }, whole, deps())
}

const told = (seen: SiteInspection): string[] =>
  seen.findings.map(({ indicator, severity, url }) => `${indicator} ${severity} ${new URL(url).pathname}`)

const linking = (path: string, answer: Answer, otherwise?: Answer): FarmSite =>
  cleanSite(
    { '/': html(home(`${list('2026-11-20')}<p><a href="${path}">某个链接</a></p>`)), [path]: answer },
    otherwise,
  )

describe('a clean site', () => {
  it('yields no finding, and every page and link was looked at', async () => {
    const seen = await inspect(cleanSite(), {}, { code: '9901210001', regionCode: '990121' })
    expect(seen.findings).toEqual([])
    expect(seen.pages).toBe(6)
    expect(seen.faultyLinks).toEqual([])
    expect(seen.links).toBe(11)
  })

  it('yields none either when it is written in GB18030', async () => {
    const gb = bytes(iconv.encode(home().replace('utf-8', 'gb2312'), 'gb18030'), 'text/html; charset=GBK')
    const seen = await inspect(cleanSite({ '/': gb }))
    expect(seen.findings).toEqual([])
    expect(seen.home?.title).toBe('青石县人民政府')
  })

  it('yields none when it links a host that only this machine cannot reach', async () => {
    const body = `${list('2026-11-20')}<a href="http://elsewhere.test/">省政府</a>`
    const seen = await inspect(cleanSite({ '/': html(home(body)) }))
    expect(seen.findings).toEqual([])
    expect(seen.faultyLinks).toEqual([{ url: 'http://elsewhere.test/', verdict: 'failed-here' }])
  })
})

describe('links', () => {
  it.each([404, 410])('calls a link that answers %i dead', async (code) => {
    const seen = await inspect(linking('/gone.html', status(code)))
    expect(told(seen)).toEqual(['D20 deduct /gone.html'])
    expect(seen.findings[0]?.evidence).toMatchObject({ verdict: 'dead', status: code, foundOn: ['http://www.a.test/'] })
  })

  it.each([403, 429, 500, 503])('calls a link that answers %i uncertain, a mere hint', async (code) => {
    const seen = await inspect(linking('/guarded.html', status(code)))
    expect(told(seen)).toEqual(['D20 hint /guarded.html'])
    expect(seen.findings[0]?.evidence).toMatchObject({ verdict: 'uncertain', status: code })
  })

  it('calls a link that says nothing in time uncertain', async () => {
    const seen = await inspect(linking('/slow.html', silence), { timeoutSeconds: 1 })
    expect(told(seen)).toEqual(['D20 hint /slow.html'])
  })

  it('calls a link whose connection is cut uncertain', async () => {
    expect(told(await inspect(linking('/cut.html', hangUp)))).toEqual(['D20 hint /cut.html'])
  })

  it('calls a redirect loop dead', async () => {
    const seen = await inspect(linking('/loop', redirect('/loop')))
    expect(told(seen)).toEqual(['D20 deduct /loop'])
  })

  it('follows redirects to a sound page', async () => {
    expect((await inspect(linking('/moved', redirect('/articles/1.html')))).findings).toEqual([])
  })

  it('finds a missing page that answers 200 by what a made-up address answers', async () => {
    const missing: Answer = (request, response) =>
      html(page('', `<p>抱歉，没有 ${request.url} 这一页，请返回首页或使用站内搜索查找您需要的内容。</p>`))(
        request,
        response,
      )
    const seen = await inspect(linking('/articles/999.html', missing, missing))
    expect(told(seen)).toEqual(['D20 deduct /articles/999.html'])
    expect(seen.findings[0]?.evidence.verdict).toBe('soft-404')
  })

  it('finds a missing page that is sent on to where made-up addresses are sent', async () => {
    const seen = await inspect(
      linking('/articles/998.html', redirect('/about/jiucuo.html'), redirect('/about/jiucuo.html')),
    )
    expect(told(seen)).toEqual(['D20 deduct /articles/998.html'])
  })

  it('finds a page whose title belongs to error pages only', async () => {
    const seen = await inspect(linking('/x.html', html('<title>页面不存在</title><p>抱歉</p>')))
    expect(told(seen)).toEqual(['D20 deduct /x.html'])
  })

  it('takes off a tenth of a point for a dead link one level down', async () => {
    const body = `${list('2026-11-20')}<p><a href="/lost.docx">附件</a></p>`
    const seen = await inspect(cleanSite({ '/columns/dtyw/': html(column('动态要闻', '动态要闻', body)) }))
    expect(told(seen)).toEqual(['D20 deduct /lost.docx'])
    expect(seen.findings[0]?.detail).toContain('扣 0.1 分')
  })

  it('does not read the pages below at depth 0, nor check their links at depth 1', async () => {
    const deep = cleanSite({ '/articles/2.html': status(404), '/': html(home(list('2026-11-20'))) })
    expect((await inspect(deep, { depth: 0 })).links).toBe(0)
    expect((await inspect(deep, { depth: 1 })).findings).toEqual([])
    expect(told(await inspect(deep))).toEqual(['D20 deduct /articles/2.html'])
  })

  it('reports a link to a listed dangerous host without visiting it', async () => {
    const farm = await farmOf({
      'www.a.test': cleanSite({ '/': html(home(`${list('2026-11-20')}<a href="http://x.bad.test/">友情链接</a>`)) }),
    })
    const indicators = { D20: { thresholds: { dangerHosts: ['bad.test'] } } }
    const seen = await inspectSite(
      { url: 'http://www.a.test/' },
      mergePlan({ ...fast, hosts: farm.hosts, indicators }),
      deps(),
    )
    expect(seen.findings.map(({ evidence }) => evidence.verdict)).toEqual(['danger'])
    expect(farm.asked.filter((asked) => asked.includes('bad.test'))).toEqual([])
  })
})

describe('a home page that does not open', () => {
  it.each<[string, Answer, string]>([
    ['answers 503', status(503), '503'],
    ['answers 404', status(404), '404'],
    ['hangs up', hangUp, '连接被中断'],
    ['turns in circles', redirect('/'), '循环跳转'],
    ['is no web page', bytes(Buffer.from('%PDF-1.7'), 'application/pdf'), 'application/pdf'],
  ])('is a veto when it %s', async (_case, answer, fact) => {
    const seen = await inspect(cleanSite({ '/': answer }))
    expect(told(seen)).toEqual(['V2 veto /'])
    expect(seen.findings[0]?.detail).toContain(fact)
    expect(seen.isReachable).toBe(false)
  })

  it('is a veto when it answers too late', async () => {
    const seen = await inspect(cleanSite({ '/': silence }), { timeoutSeconds: 0.3 })
    expect(told(seen)).toEqual(['V2 veto /'])
  })

  it('is a veto when the connection is refused', async () => {
    const hosts = { 'www.a.test': `127.0.0.1:${await closedPort()}` }
    const seen = await inspectSite({ url: 'http://www.a.test/' }, mergePlan({ ...fast, hosts }), deps())
    expect(told(seen)).toEqual(['V2 veto /'])
    expect(seen.findings[0]?.detail).toContain('拒绝连接')
  })

  it('is only a hint when a guard may have turned us away', async () => {
    expect(told(await inspect(cleanSite({ '/': status(403) })))).toEqual(['V2 hint /'])
  })

  it('is the page it sends the browser on to', async () => {
    const sendOn = html('<meta http-equiv="Refresh" content="0; url=/index.html">')
    expect((await inspect(cleanSite({ '/': sendOn, '/index.html': html(home()) }))).findings).toEqual([])
    const lost = await inspect(cleanSite({ '/': sendOn }))
    expect(lost.findings).toMatchObject([{ indicator: 'V2', severity: 'veto', url: 'http://www.a.test/' }])
  })

  it('counts only when a second visit fails as well', async () => {
    let visits = 0
    const once: Answer = (request, response) => (visits++ === 0 ? status(502) : html(home()))(request, response)
    expect((await inspect(cleanSite({ '/': once }))).findings).toEqual([])
  })

  it('is our failure, and no finding, when no name can be looked up', async () => {
    const plan = mergePlan({ ...fast, witnessHosts: ['witness.invalid'] })
    const seen = await inspectSite({ url: 'http://www.nowhere.invalid/' }, plan, deps())
    expect(seen.findings).toEqual([])
    expect(seen.failure).toContain('本机网络不可用')
  })
})

describe('pages out of bounds', () => {
  it.each([
    ['without end', Number.POSITIVE_INFINITY],
    ['of 200 MB', 200 * 1_048_576],
  ])('reads no more than the limit of a page %s and says so', async (_case, total) => {
    const before = process.memoryUsage().rss
    const seen = await inspect(cleanSite({ '/': flood(home(), total) }), { limits: { pageBytes: 1_048_576 } })
    expect(told(seen)).toEqual(['G13 hint /'])
    expect(seen.findings[0]?.detail).toContain('已停止读取')
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1_048_576)
  })

  it('reads a page that is compressed though nobody asked for it', async () => {
    const packed: Answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(home()))
    expect((await inspect(cleanSite({ '/': packed }))).findings).toEqual([])
  })

  it('counts what a compressed page unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, ' '))
    const packed: Answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb)
    const seen = await inspect(cleanSite({ '/': packed }), { limits: { pageBytes: 1_048_576 } })
    expect(told(seen)).toEqual(['G13 hint /'])
  })

  it('takes a page that cannot be unpacked for a broken answer', async () => {
    const torn: Answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('not packed at all')
    expect(told(await inspect(cleanSite({ '/': torn })))).toEqual(['V2 veto /'])
  })

  it('reads a page by its content when the header names the wrong character set', async () => {
    const gb = bytes(iconv.encode(home(), 'gb18030'), 'text/html; charset=utf-8')
    const seen = await inspect(cleanSite({ '/': gb }))
    expect(seen.home).toMatchObject({ title: '青石县人民政府', charset: 'gb18030' })
    expect(told(seen)).toEqual(['D25 hint /'])
  })

  it('survives bytes of no character set', async () => {
    const noise = Uint8Array.from({ length: 20_000 }, (_, at) => (at * 7919 + (at >> 3)) % 256)
    const seen = await inspect(cleanSite({ '/': bytes(noise, 'text/html') }))
    expect(seen.isReachable).toBe(true)
    expect(told(seen)).toContain('V3 veto /')
  })

  it('stops redirects that lead ever further', async () => {
    const further: Answer = (request, response) => redirect(`${request.url}x`)(request, response)
    const seen = await inspect(cleanSite({ '/': further }, further))
    expect(seen.findings[0]?.detail).toContain('跳转次数过多')
  })
})

describe('content', () => {
  it('finds a home page without dates', async () => {
    const undated = cleanSite({
      '/': html(home('<ul><li><a href="/articles/1.html">没有日期的消息</a></li></ul>')),
      '/articles/1.html': html(article(1).replace('2026-11-18 09:30', '')),
    })
    expect(told(await inspect(undated))).toEqual(['V3 veto /', 'D21 deduct /articles/1.html'])
  })

  it('judges a home page that is only an entry by the pages below', async () => {
    expect((await inspect(cleanSite({ '/': html(home('<p>欢迎访问</p>')) }))).findings).toEqual([])
    const stale = html(column('动态要闻', '动态要闻', list('2026-11-01')))
    const seen = await inspect(cleanSite({ '/': html(home('<p>欢迎访问</p>')), '/columns/dtyw/': stale }))
    expect(told(seen)).toEqual(['V3 veto /', 'D4 deduct /columns/dtyw/'])
  })

  it('reports findings that fit the contract', async () => {
    const blank = (name: string) => html(column(name, '动态要闻', ''))
    const site = cleanSite({
      '/': html(home(`${list('2020-01-01')}<a href="/lost.html">遗失</a>`, '<footer></footer>')),
      '/columns/dtyw/': blank('动态要闻'),
      '/columns/tzgg/': html('<meta name="ColumnName" content="通知公告">'),
    })
    const { findings } = await inspect(site, {}, { code: '9901210009' })
    expect(new Set(findings.map(({ indicator }) => indicator))).toEqual(
      new Set(['V3', 'D8', 'D19', 'D20', 'D21', 'G10']),
    )
    expect(findings.flatMap((finding) => [...Value.Errors(ObservedFinding, finding)])).toEqual([])
  })

  it('compares registered columns that no menu leads to', async () => {
    const site = cleanSite({ '/columns/hidden/': html(column('工作动态', '动态要闻', list('2026-01-05'))) })
    const columns = [{ name: '工作动态', url: '/columns/hidden/', type: 'news', updateCycleDays: 14 }]
    expect(told(await inspect(site, {}, { columns }))).toEqual(['D4 deduct /columns/hidden/'])
  })
})

describe('many sites', () => {
  it('asks a link that all carry once and shows it as one cause', async () => {
    const withShared = cleanSite({
      '/': html(home(`${list('2026-11-20')}<a href="http://shared.test/lost.html">共有</a>`)),
    })
    const names = Array.from({ length: 12 }, (_, at) => `s${at}.test`)
    const farm = await farmOf({
      ...Object.fromEntries(names.map((name) => [name, withShared])),
      'shared.test': { paths: {} },
    })
    const targets = names.map((name) => ({ url: `http://${name}/` }))
    const seen = await inspectSites(targets, mergePlan({ ...fast, hosts: farm.hosts }), deps())
    expect(seen.map(({ site }) => site)).toEqual(targets.map(({ url }) => url))
    expect(farm.asked.filter((asked) => asked === 'shared.test/lost.html')).toHaveLength(1)
    expect(sharedCauses(seen).map(({ finding, sites }) => [finding.url, sites.length])).toEqual([
      ['http://shared.test/lost.html', 12],
    ])
  })

  it('does not let a silent site hold up the others', async () => {
    const farm = await farmOf({ 'a.test': { paths: { '/': silence } }, 'b.test': cleanSite() })
    const order: string[] = []
    const plan = mergePlan({ ...fast, hosts: farm.hosts, timeoutSeconds: 1 })
    await inspectSites([{ url: 'http://a.test/' }, { url: 'http://b.test/' }], plan, {
      ...deps(),
      onProgress: ({ stage, target }) => void (stage === 'finished' && order.push(target.url)),
    })
    expect(order).toEqual(['http://b.test/', 'http://a.test/'])
  })

  it('stops at once when cancelled', async () => {
    const farm = await farmOf({ 'a.test': { paths: { '/': silence } } })
    const stop = new AbortController()
    const run = inspectSites([{ url: 'http://a.test/' }], mergePlan({ ...fast, hosts: farm.hosts }), {
      now: () => today,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('leaves a host alone after it failed often in a row', async () => {
    const links = Array.from({ length: 40 }, (_, at) => `<a href="http://down.test/${at}">链接${at}</a>`).join('')
    const farm = await farmOf({
      'a.test': cleanSite({ '/': html(home(list('2026-11-20') + links)) }),
      'down.test': { paths: {}, otherwise: silence },
    })
    const perHost = { ...fast.perHost, parallel: 2, giveUpAfter: 4 }
    const plan = mergePlan({ ...fast, perHost, hosts: farm.hosts, timeoutSeconds: 1 })
    const seen = await inspectSite({ url: 'http://a.test/' }, plan, deps())
    expect(farm.asked.filter((asked) => asked.startsWith('down.test')).length).toBeLessThanOrEqual(8)
    expect(seen.findings.every(({ severity }) => severity === 'hint')).toBe(true)
  })

  it('keeps to the rate and parallelism of a host', async () => {
    let under = 0
    let most = 0
    const counted: Answer = (request, response) => {
      most = Math.max(most, ++under)
      response.on('close', () => (under -= 1))
      html(article(1))(request, response)
    }
    const body =
      list('2026-11-20') + Array.from({ length: 20 }, (_, at) => `<a href="/n/${at}.html">第${at}条</a>`).join('')
    const site = cleanSite({
      '/': html(home(body)),
      ...Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/n/${at}.html`, counted])),
    })
    const begun = performance.now()
    await inspect(site, { perHost: { ...fast.perHost, requestsPerSecond: 50, parallel: 3 } })
    expect(most).toBeLessThanOrEqual(3)
    expect(performance.now() - begun).toBeGreaterThan(20 * 20 - 50)
  })
})
