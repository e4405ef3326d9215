import { Type, type Static } from '@sinclair/typebox'
import { Id, Instant, Nullable, OneOf, Sm3, Version } from './primitives'

export const ArticleState = OneOf(
  'draft',
  'first_review',
  'second_review',
  'final_review',
  'secrecy_review',
  'approved',
  'published',
  'corrected',
  'withdrawn',
  'invalidated',
)
export type ArticleState = Static<typeof ArticleState>

/** 公开属性 */
export const Disclosure = OneOf('active', 'on-request', 'closed')

export const Attachment = Type.Object({ name: Type.String(), hash: Sm3, bytes: Type.Integer({ minimum: 0 }) })
export type Attachment = Static<typeof Attachment>

/** An article 稿件. Its texts are its revisions; published ones are fetched on demand. */
export const Article = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  columnId: Id,
  title: Type.String(),
  docNumber: Nullable(Type.String()),
  source: Type.String(),
  authorId: Nullable(Id),
  disclosure: Disclosure,
  state: ArticleState,
  /** The newest revision, null where none was made since the article was taken over from the library. */
  revisionId: Nullable(Id),
  /** What the public sees, null before the first publication. */
  publishedHash: Nullable(Sm3),
  publishedAt: Nullable(Instant),
  attachments: Type.Array(Attachment),
  changedAt: Instant,
})
export type Article = Static<typeof Article>

/** One text of an article 版本; never changed once made. */
export const Revision = Type.Object({
  id: Id,
  version: Version,
  siteId: Id,
  articleId: Id,
  number: Type.Integer({ minimum: 1 }),
  title: Type.String(),
  body: Type.String(),
  attachments: Type.Array(Attachment),
  /** SM3 over title, body and attachments: what an approval names as seen. */
  hash: Sm3,
  madeBy: Nullable(Id),
  madeAt: Instant,
})
export type Revision = Static<typeof Revision>
