import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Article, Revision } from '#shared/contract/article'
import type { Column } from '#shared/contract/column'
import type { Hit } from '#shared/contract/hit'
import type { ReviewTask } from '#shared/contract/review-task'
import { judgedContent } from '#shared/domain/revision-hash'
import { sm3Hex, sm3OfValue } from '#shared/signing/sm3'
import { insertEntities, updateEntities } from '#platform/database/entity-rows'
import type { Person, TestPlatform } from './surroundings'

const at = '2026-05-04T01:02:03.004Z'

export interface InReview {
  readonly article: Article
  readonly revision: Revision
  readonly task: ReviewTask
}

/** An article that waits for 终审. */
export async function anArticleInFinalReview({ platform: { db } }: TestPlatform, column: Column): Promise<InReview> {
  const content = { title: '关于印发实施方案的通知', body: '<p>各县（市、区）人民政府：</p>', attachments: [] }
  const [articleId, revisionId] = [uuidv7(), uuidv7()]
  const common = { version: 1, siteId: column.siteId, articleId }
  const revision: Revision = {
    ...common,
    ...content,
    id: revisionId,
    number: 1,
    hash: sm3OfValue(judgedContent(content)),
    madeBy: null,
    madeAt: at,
  }
  const article: Article = {
    id: articleId,
    version: 1,
    siteId: column.siteId,
    columnId: column.id,
    title: content.title,
    docNumber: null,
    source: '本站',
    authorId: null,
    disclosure: 'active',
    state: 'final_review',
    revisionId,
    publishedHash: null,
    publishedAt: null,
    attachments: [],
    changedAt: at,
  }
  const task: ReviewTask = {
    ...common,
    id: uuidv7(),
    revisionId,
    title: content.title,
    stage: 'final',
    state: 'waiting',
    priority: 'normal',
    submittedAt: at,
    dueAt: at,
    decidedBy: null,
    decidedAt: null,
    seen: null,
    comment: null,
  }
  await insertEntities(db, 'article', [article])
  await insertEntities(db, 'revision', [revision])
  await insertEntities(db, 'reviewTask', [task])
  return { article, revision, task }
}

export const approval = (
  { article, revision, task }: InReview,
  seen = revision.hash,
): Parameters<Person['outcomeOf']> => [
  'review.approve',
  {
    taskId: task.id,
    articleId: article.id,
    revisionId: revision.id,
    columnId: article.columnId,
    siteId: article.siteId,
    stage: 'final',
    seen,
    nextTaskId: uuidv7(),
    comment: '',
  },
  [
    { entity: { kind: 'reviewTask', id: task.id }, version: 1 },
    { entity: { kind: 'article', id: article.id }, version: 1 },
  ],
]

export async function aHit({ platform: { db } }: TestPlatform, { article, revision }: InReview): Promise<Hit> {
  const hit: Hit = {
    id: uuidv7(),
    version: 1,
    siteId: article.siteId,
    articleId: article.id,
    subject: { type: 'revision', articleId: article.id, name: revision.title, hash: revision.hash },
    rule: 'secrecy-mark',
    category: 'secrecy-mark',
    severity: 'block',
    part: 'body',
    start: 0,
    end: 3,
    text: '机密★',
    before: '前文',
    after: '后文',
    packVersion: 'national/1',
    foundAt: at,
    state: 'open',
    disposition: null,
  }
  await insertEntities(db, 'hit', [hit])
  return hit
}

/** An article that is public and carries one attachment. */
export async function aPublishedArticle(platform: TestPlatform, column: Column, bytes: Buffer) {
  const { db } = platform.platform
  const [hash, name] = [sm3Hex(bytes), '附件1.txt']
  const { article, revision } = await anArticleInFinalReview(platform, column)
  const { body, hash: publishedHash } = revision
  await sql`insert into library_text values (${publishedHash}, ${body}) on conflict do nothing`.execute(db)
  await db.insertInto('attachmentContent').values({ hash, name, bytes }).execute()
  const attachments = [{ name, hash, bytes: bytes.length }]
  await updateEntities(db, 'article', [{ ...article, state: 'published', publishedHash, attachments }])
  return { article, revision, hash }
}
