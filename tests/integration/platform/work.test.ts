import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObservedFinding } from '#shared/contract/finding'
import type { Site } from '#shared/contract/site'
import { addDays, dayOf } from '#shared/domain/calendar'
import { dayId } from '#shared/domain/day-identity'
import { sm3OfValue } from '#shared/signing/sm3'
import { aHit, anArticleInFinalReview, approval, aPublishedArticle } from './subjects'
import {
  aColumn,
  aPerson,
  aSite,
  ownerChange,
  province,
  startTestPlatform,
  type Answer,
  type Person,
  type TestPlatform,
} from './surroundings'

let platform: TestPlatform
let site: Site
let reviewer: Person

beforeAll(async () => {
  platform = await startTestPlatform()
  site = await aSite(platform)
  reviewer = await aPerson(platform, { role: 'final-reviewer', scope: province })
})
afterAll(() => platform.stop())

const auditOf = (type: string) =>
  platform.platform.db
    .selectFrom('auditEntry')
    .selectAll()
    .where('type', '=', type)
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow()

describe('the last approval', () => {
  it('publishes exactly the text that was on screen, which is then handed out', async () => {
    const column = await aColumn(platform, site)
    const waiting = await anArticleInFinalReview(platform, column)
    expect(await reviewer.outcomeOf(...approval(waiting))).toMatchObject({ result: 'applied' })
    const { body } = await reviewer.get(`/v1/articles/${waiting.article.id}/text`)
    expect(body).toMatchObject({
      hash: waiting.revision.hash,
      body: waiting.revision.body,
      title: waiting.revision.title,
    })
  })

  it('of another text than is there is a conflict and publishes nothing', async () => {
    const waiting = await anArticleInFinalReview(platform, await aColumn(platform, site))
    const outcome = await reviewer.outcomeOf(...approval(waiting, sm3OfValue('another text')))
    expect(outcome).toMatchObject({ result: 'conflict' })
    expect((await reviewer.get(`/v1/articles/${waiting.article.id}/text`)).status).toBe(404)
  })

  it('is stopped by a blocking hit until two people cleared it, and the record of that does not tell the hit', async () => {
    const waiting = await anArticleInFinalReview(platform, await aColumn(platform, site))
    const hit = await aHit(platform, waiting)
    expect(await reviewer.outcomeOf(...approval(waiting))).toMatchObject({ result: 'rejected', code: 'rule' })
    const { siteId, articleId } = hit
    const clearing = { hitId: hit.id, siteId, articleId, seen: hit.subject.hash, as: 'cleared', reason: '教学示例' }
    const base = [{ entity: { kind: 'hit' as const, id: hit.id }, version: 1 }]
    expect(await reviewer.outcomeOf('hit.dispose', clearing, base)).toMatchObject({ result: 'applied' })
    expect(await reviewer.outcomeOf(...approval(waiting))).toMatchObject({ result: 'rejected', code: 'rule' })
    const again = [{ entity: { kind: 'hit' as const, id: hit.id }, version: 2 }]
    expect(await reviewer.outcomeOf('hit.dispose', clearing, again)).toMatchObject({ result: 'rejected', code: 'rule' })
    const other = await aPerson(platform, { role: 'secrecy-reviewer', scope: province })
    expect(await other.outcomeOf('hit.dispose', clearing, base)).toMatchObject({ result: 'conflict' })
    expect(await other.outcomeOf('hit.dispose', clearing, again)).toMatchObject({ result: 'applied' })
    const audit = await auditOf('hit.dispose')
    expect(audit).toMatchObject({ siteId, reason: '教学示例' })
    expect(audit.differences.map(({ field }) => field).sort()).toEqual(['disposition', 'state'])
    expect(JSON.stringify(audit)).not.toContain('机密')
    expect(await reviewer.outcomeOf(...approval(waiting))).toMatchObject({ result: 'applied' })
  })

  it('given by two people at once for one article publishes it once', async () => {
    const column = await aColumn(platform, site)
    const waiting = await anArticleInFinalReview(platform, column)
    const people = [reviewer, await aPerson(platform, { role: 'final-reviewer', scope: province })]
    const outcomes = await Promise.all(people.map((person) => person.outcomeOf(...approval(waiting))))
    expect(outcomes.map(({ result }) => result).sort()).toEqual(['applied', 'conflict'])
    const { rows } = await sql<{
      count: number
    }>`select article_count as count from "column" where id = ${column.id}`.execute(platform.platform.db)
    expect(rows[0]?.count).toBe(column.articleCount + 1)
  })

  it('of many articles of one column at once counts each of them', async () => {
    const column = await aColumn(platform, site, { articleCount: 0 })
    const waiting = await Promise.all(Array.from({ length: 8 }, () => anArticleInFinalReview(platform, column)))
    const people = await Promise.all(waiting.map(() => aPerson(platform, { role: 'final-reviewer', scope: province })))
    await Promise.all(
      people.map(async (person, index) => {
        const mine = waiting[index]
        if (mine) expect(await person.outcomeOf(...approval(mine))).toMatchObject({ result: 'applied' })
      }),
    )
    const { rows } = await sql<{
      count: number
    }>`select article_count as count from "column" where id = ${column.id}`.execute(platform.platform.db)
    expect(rows[0]?.count).toBe(8)
  })
})

describe('requests for 临时下线', () => {
  it('of two people at once for one site: one is taken, the other refused', async () => {
    const mine = await aSite(platform)
    const from = dayOf(Date.now())
    const ask = async () => {
      const person = await aPerson(platform, { role: 'province-admin', scope: province })
      const args = {
        requestId: uuidv7(),
        siteId: mine.id,
        action: 'temporary_offline',
        reason: '系统升级',
        from,
        to: addDays(from, 3),
      }
      return person.outcomeOf('site-request.submit', args)
    }
    const outcomes = await Promise.all([ask(), ask(), ask(), ask()])
    expect(outcomes.map(({ result }) => result).sort()).toEqual(['applied', 'rejected', 'rejected', 'rejected'])
  })
})

describe('inspection', () => {
  const observed: ObservedFinding = {
    indicator: 'V1',
    severity: 'veto',
    url: 'http://x.example/',
    detail: '首页 15 秒内无法打开',
    evidence: { seenAt: '2026-05-04T01:02:03.004Z' },
  }
  const day = dayOf(Date.now())

  it('handed in by several inspectors at once stores each fault of the day once', async () => {
    const planId = uuidv7()
    await sql`insert into inspection_plan (id, name, scope, depth, hosts, per_host, parallel_sites, timeout_seconds, limits,
      witness_hosts, column_classes, indicators, version)
      values (${planId}, 'x', '{"all":true}', 1, '{}', '{}', 1, 15, '{}', '[]', '[]', '{}', 1)`.execute(
      platform.platform.db,
    )
    const record = async () => {
      const inspector = await aPerson(platform, { role: 'inspector', scope: province })
      const result = {
        siteId: site.id,
        reachable: false,
        failedHere: false,
        milliseconds: 1,
        pages: 0,
        links: 0,
        findings: 1,
      }
      const [startedAt, finishedAt] = [new Date().toISOString(), new Date().toISOString()]
      const findings = [{ siteId: site.id, observed }]
      const args = { runId: uuidv7(), planId, day, startedAt, finishedAt, sites: [result], findings }
      return inspector.outcomeOf('inspection.record', args)
    }
    const outcomes = await Promise.all([record(), record(), record()])
    expect(outcomes.map(({ result }) => result)).toEqual(['applied', 'applied', 'applied'])
    const { db } = platform.platform
    expect(await db.selectFrom('finding').select('id').where('day', '=', day).execute()).toHaveLength(1)
    const today = await db.selectFrom('inspectionDay').selectAll().where('id', '=', dayId(day)).executeTakeFirst()
    expect(today).toMatchObject({ state: 'running', version: 3 })
    expect(today?.inspectorIds).toHaveLength(3)
  })
})

describe('an attachment', () => {
  it('is handed out to whoever sees its article, and to nobody else', async () => {
    const bytes = Buffer.from('附件内容')
    const { hash } = await aPublishedArticle(platform, await aColumn(platform, site), bytes)
    const answer = await reviewer.get<string>(`/v1/attachments/${hash}`)
    expect(answer).toMatchObject({ status: 200, body: '附件内容' })
    const stranger = await aPerson(platform, { role: 'editor', scope: { region: '350000' } })
    expect((await stranger.get(`/v1/attachments/${hash}`)).status).toBe(404)
  })

  it('is not found under a digest that is none', async () => {
    const answer: Answer = await reviewer.get(`/v1/attachments/xyz`)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })
})

describe('undoing', () => {
  it('is a command like any other: what it takes back has its own record', async () => {
    const admin = await aPerson(platform, { role: 'province-admin', scope: province })
    const column = await aColumn(platform, site)
    await admin.outcomeOf(...ownerChange(column, '陈晓'))
    await admin.outcomeOf(...ownerChange({ ...column, version: 2 }, column.owner))
    const { db } = platform.platform
    const now = await db
      .selectFrom('column')
      .select(['owner', 'version'])
      .where('id', '=', column.id)
      .executeTakeFirst()
    expect(now).toEqual({ owner: column.owner, version: 3 })
  })
})
