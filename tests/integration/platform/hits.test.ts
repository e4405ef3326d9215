import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hit } from '#shared/contract/hit'
import { updateEntities } from '#platform/database/entity-rows'
import { aHit, anArticleInFinalReview, approval, type InReview } from './subjects'
import { aColumn, aPerson, aSite, province, startTestPlatform, type Person, type TestPlatform } from './surroundings'

/** Words that are nowhere but in the hit: who may read the site reads the texts of its articles, marks and all. */
const secret = '绝无仅有的命中文字'

let platform: TestPlatform
let waiting: InReview
let hit: Hit
/** May read the site, but no hits. */
let inspector: Person
let cleaner: Person
/** Where each one's change feed stood before there was a hit. */
const cursors = new Map<Person, string>()

beforeAll(async () => {
  platform = await startTestPlatform()
  waiting = await anArticleInFinalReview(platform, await aColumn(platform, await aSite(platform)))
  inspector = await aPerson(platform, { role: 'inspector', scope: province })
  cleaner = await aPerson(platform, { role: 'secrecy-reviewer', scope: province })
  for (const person of [inspector, cleaner])
    cursors.set(person, (await person.get<{ cursor: string }>('/v1/snapshot')).body.cursor)
  hit = await aHit(platform, waiting)
  await updateEntities(platform.platform.db, 'hit', [{ ...hit, text: secret, before: secret, after: secret }])
})
afterAll(() => platform.stop())

const clearing = () => ({
  ...{ hitId: hit.id, siteId: hit.siteId, articleId: hit.articleId, seen: hit.subject.hash },
  ...{ as: 'cleared', reason: '教学示例' },
})
const on = (version: number) => [{ entity: { kind: 'hit' as const, id: hit.id }, version }]
const kinds = async (person: Person) =>
  (await person.get<{ kinds: { kind: string }[] }>('/v1/snapshot')).body.kinds.map(({ kind }) => kind)

/** All that the platform says to somebody, wherever it can be asked. */
async function everythingFor(person: Person): Promise<string> {
  const cursor = cursors.get(person) ?? ''
  const feed = await person.get<{ changes: unknown[] }>(`/v1/changes?cursor=${cursor}&limit=1000`)
  expect(feed.status).toBe(200)
  const paths = [
    ...(await kinds(person)).map((kind) => `/v1/snapshot/${kind}?limit=50000`),
    '/v1/snapshot/hit?limit=100',
    `/v1/digests?cursor=${cursor}&of=contents&limit=5000`,
  ]
  const answers = await Promise.all(paths.map((path) => person.get(path)))
  return JSON.stringify([feed.body, ...answers.map(({ body }) => body)])
}

describe('who may not read hits', () => {
  it('never receives a hit by snapshot, change feed or digest', async () => {
    expect(await everythingFor(cleaner)).toContain('"kind":"hit"')
    expect(await everythingFor(cleaner)).toContain(secret)
    const told = await everythingFor(inspector)
    expect(told).toContain(waiting.article.id)
    expect(told).not.toContain(secret)
    expect(await kinds(inspector)).not.toContain('hit')
  })

  it('receives it neither in the answer to a command nor in the audit trail', async () => {
    const refused = await inspector.outcomeOf('hit.dispose', clearing(), on(1))
    expect(refused).toMatchObject({ result: 'rejected', code: 'forbidden' })
    expect(await inspector.outcomeOf('hit.look', { siteId: hit.siteId, hitIds: [hit.id] })).toMatchObject({
      result: 'rejected',
      code: 'forbidden',
    })
    const reviewer = await aPerson(platform, { role: 'final-reviewer', scope: province })
    const stopped = await reviewer.outcomeOf(...approval(waiting))
    expect(stopped).toMatchObject({ result: 'rejected', code: 'rule' })
    expect(JSON.stringify([refused, stopped])).not.toContain(secret)
    expect(await cleaner.outcomeOf('hit.dispose', clearing(), on(2))).toMatchObject({ result: 'applied' })
    const told = await everythingFor(inspector)
    expect(told).toContain(`hit:${hit.id}`)
    expect(told).not.toContain(secret)
  })
})

describe('a look at classified hits', () => {
  it('is in the audit trail: who, when and which, and changes nothing of them', async () => {
    const { db } = platform.platform
    const version = () => db.selectFrom('hit').select('version').where('id', '=', hit.id).executeTakeFirstOrThrow()
    const before = await version()
    const look = { siteId: hit.siteId, hitIds: [hit.id] }
    expect(await cleaner.outcomeOf('hit.look', look)).toMatchObject({ result: 'applied' })
    const entry = await db.selectFrom('auditEntry').selectAll().where('type', '=', 'hit.look').executeTakeFirstOrThrow()
    expect(entry).toMatchObject({ operatorId: cleaner.operator.id, siteId: hit.siteId, differences: [] })
    expect(entry.subjects).toEqual([`hit:${hit.id}`])
    expect(await version()).toEqual(before)
  })
})
