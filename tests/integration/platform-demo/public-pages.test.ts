import { request } from 'node:http'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { mergePlan } from '#shared/inspection/plan'
import { registeredTarget } from '#shared/inspection/registered-target'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'
import { sm3Hex } from '#shared/signing/sm3'
import { readEntities } from '#platform/database/entity-rows'
import { createDemoProvince } from '#platform/demo/create'
import { demoDefects, placesOf, type Defect } from '#platform/demo/defects'
import { startPublicPages, type PublicPages } from '#platform/public/server'
import { createDemoDatabase, type DemoDatabase } from './demo-database'

let database: DemoDatabase
let pages: PublicPages

beforeAll(async () => {
  database = await createDemoDatabase()
  await createDemoProvince(database.db, { scale: 0.1, now: new Date() })
  pages = await startPublicPages({ db: database.db, port: 0 })
})
afterAll(async () => {
  await pages.close()
  await database.drop()
})

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

const ask = (host: string, path: string, method = 'GET') =>
  new Promise<Answer>((done, failed) => {
    const sent = request({ port: pages.port, path, method, headers: { host }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', failed).end()
  })

const portal = 'www.lanchuan.gov.example'

describe('public pages', () => {
  it('tell sites apart by host, whatever its case or port', async () => {
    const [one, other] = await Promise.all([ask(`${portal.toUpperCase()}:80`, '/'), ask('www.landu.gov.example', '/')])
    expect(one.body.toString()).toContain('<title>岚川省人民政府</title>')
    expect(other.status).toBe(200)
    expect(other.body.equals(one.body)).toBe(false)
  })

  it('answer 421 for a host that nobody registered', async () => {
    expect(await ask('www.elsewhere.gov.example', '/')).toMatchObject({ status: 421 })
  })

  it('answer 404 for pages, lists and files that are not there', async () => {
    const paths = [
      '/nothing',
      '/columns/none/',
      '/columns/tzgg/99.html',
      '/files/none.pdf',
      '/articles/x.html',
      '/%E0%A4%A',
    ]
    const answers = await Promise.all(paths.map((path) => ask(portal, path)))
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404))
  })

  it('find a public article by its title, and say so where there is none', async () => {
    const [site] = await readEntities(database.db, 'site', sql`domain = ${portal}`)
    const [article] = await readEntities(
      database.db,
      'article',
      sql`site_id = ${site?.id} and published_hash is not null and state = 'published'`,
    )
    const found = await ask(portal, `/search?q=${encodeURIComponent(article?.title ?? '')}`)
    expect(found.body.toString()).toContain(`/articles/${article?.id}.html`)
    expect((await ask(portal, '/search?q=%E6%97%A0%3Cb%3E')).body.toString()).toContain('“无&lt;b&gt;”共 0 条')
  })

  it('answer HEAD without a body and refuse to be written to', async () => {
    expect(await ask(portal, '/', 'HEAD')).toMatchObject({ status: 200, body: Buffer.alloc(0) })
    expect(await ask(portal, '/', 'POST')).toMatchObject({ status: 405 })
  })

  it('show no article of another site and none that is still under review', async () => {
    const [waiting] = await readEntities(database.db, 'article', sql`published_hash is null and state <> 'draft'`)
    const hosts = await readEntities(database.db, 'site', sql`id = ${waiting?.siteId}`)
    const [foreign] = await readEntities(
      database.db,
      'article',
      sql`published_hash is not null and site_id <> ${waiting?.siteId}`,
    )
    const answers = await Promise.all(
      [waiting, foreign].map((article) => ask(hosts[0]?.domain ?? '', `/articles/${article?.id}.html`)),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
  })

  it('hand out attachments with their type and their very bytes', async () => {
    const articles = await readEntities(database.db, 'article', sql`attachments <> '[]'`)
    const kinds = new Set<string>()
    for (const article of articles.slice(0, 30)) {
      const [site] = await readEntities(database.db, 'site', sql`id = ${article.siteId}`)
      if (placesOf(site?.domain ?? '', 'down').length > 0) continue
      const [file] = article.attachments
      const answer = await ask(site?.domain ?? '', `/files/${encodeURIComponent(file?.name ?? '')}`)
      expect(sm3Hex(answer.body)).toBe(file?.hash)
      kinds.add(answer.type)
    }
    expect(kinds).toContain('application/pdf')
    expect([...kinds].every((kind) => !kind.includes('octet-stream'))).toBe(true)
  })

  it('come in the national encoding from some sites, declared in header and page', async () => {
    const sites = await readEntities(database.db, 'site', sql`true`)
    const faulty = new Set(demoDefects.map(({ domain }) => domain))
    const clean = sites.filter(({ domain }) => !faulty.has(domain))
    const answers = await Promise.all(
      clean.map(async (site) => ({ site, answer: await ask(site.domain, '/jiucuo.html') })),
    )
    const national = answers.filter(({ answer }) => answer.type.includes('gb18030'))
    expect(national.length / answers.length).toBeGreaterThan(0.05)
    expect(national.length / answers.length).toBeLessThan(0.3)
    for (const { site, answer } of national) {
      const text = iconv.decode(answer.body, 'gb18030')
      expect(text).toContain('<meta charset="gb18030">')
      expect(text).toContain(site.name)
    }
  })

  it('show a newly approved revision without a restart', async () => {
    const [article] = await readEntities(
      database.db,
      'article',
      sql`published_hash is null and revision_id is not null`,
    )
    const [site] = await readEntities(database.db, 'site', sql`id = ${article?.siteId}`)
    const [revision] = await readEntities(database.db, 'revision', sql`id = ${article?.revisionId}`)
    await sql`update article set state = 'published', published_hash = ${revision?.hash}, published_at = now()
      where id = ${article?.id}`.execute(database.db)
    await expect
      .poll(async () => (await ask(site?.domain ?? '', `/articles/${article?.id}.html`)).status, { timeout: 8000 })
      .toBe(200)
  })

  it('stop at once, with a reader still kept waiting', async () => {
    const own = await startPublicPages({ db: database.db, port: 0 })
    const waiting = new Promise((done) => {
      const sent = request({ port: own.port, headers: { host: 'dkj.lanchuan.gov.example' } })
      sent.on('error', done).end()
      sent.on('socket', (socket) => socket.on('connect', () => void own.close()))
    })
    expect(await waiting).toBeInstanceOf(Error)
  })
})

describe('an inspection of the demo', () => {
  const results = new Map<string, SiteInspection>()

  async function targets(): Promise<SiteTarget[]> {
    const sites = await readEntities(database.db, 'site', sql`true`)
    const columns = await readEntities(database.db, 'column', sql`true`)
    const faulty = new Set(demoDefects.map(({ domain }) => domain))
    const clean = sites.filter(({ domain }) => !faulty.has(domain)).slice(0, 12)
    return [...sites.filter(({ domain }) => faulty.has(domain)), ...clean].map((site) =>
      registeredTarget(
        site,
        columns.filter(({ siteId }) => siteId === site.id),
      ),
    )
  }

  beforeAll(async () => {
    const plan = mergePlan({
      hosts: { '*': pages.address },
      perHost: {
        requestsPerSecond: 1000,
        parallel: 4,
        giveUpAfter: 5,
        recheck: { afterSeconds: 1, requestsPerSecond: 100 },
      },
      parallelSites: 12,
      // The slow sites answer after four seconds, the one that doesn't answer after sixteen.
      timeoutSeconds: 10,
    })
    const inspected = await inspectSites(await targets(), plan, {
      now: () => new Date(),
      signal: new AbortController().signal,
    })
    for (const inspection of inspected) results.set(new URL(inspection.site).hostname, inspection)
  }, 300_000)

  const indicatorsOf = (domain: string) =>
    [...new Set(results.get(domain)?.findings.map(({ indicator }) => indicator))].sort()
  const isIndicator = (name: string) => /^[VDG]\d+$/.test(name)

  it.each(demoDefects)('finds on $domain what the manifest says of it: $kind', ({ domain, shows }: Defect) => {
    expect(results.get(domain)?.failure).toBeUndefined()
    expect(indicatorsOf(domain)).toEqual(shows.filter(isIndicator).sort())
  })

  it('finds nothing on clean sites, though it reads all their columns and follows their links', () => {
    const faulty = new Set(demoDefects.map(({ domain }) => domain))
    const clean = [...results].filter(([domain]) => !faulty.has(domain))
    expect(clean).toHaveLength(12)
    for (const [, { findings, pages, links }] of clean) {
      expect(findings).toEqual([])
      expect(pages).toBeGreaterThan(60)
      expect(links).toBeGreaterThan(100)
    }
  })
})
