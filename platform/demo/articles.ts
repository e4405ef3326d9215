import type { Article, Attachment } from '#shared/contract/article'
import { dayOf } from '#shared/domain/calendar'
import { chance, roundRobin } from './chance'
import type { DemoColumn } from './columns'
import { demoId, instant } from './demo-id'
import type { LibraryEntry } from './library'
import type { DemoSite } from './sites'
import { articleTitle, docNumber } from './titles'

/** What articles are made of. */
export interface ArticleSources {
  readonly library: readonly LibraryEntry[]
  readonly attachments: readonly Attachment[]
  /** Who wrote the articles of a site. */
  authorOf(site: DemoSite): string
}

const articlesPerSite = 1000
const withNumber = new Set(['policy', 'notice'])
const withAttachment = new Set(['policy', 'notice', 'service', 'data'])
const attachmentEvery = 12

export const articleId = (site: DemoSite, index: number, at: number): string =>
  demoId('article', site.number * articlesPerSite + index, at)

function attachmentsOf(column: DemoColumn, number: number, { attachments }: ArticleSources): Attachment[] {
  const carries = withAttachment.has(column.outline.type) && chance('attachment', number) % attachmentEvery === 0
  return carries && attachments.length > 0 ? [roundRobin(attachments, chance('which', number))] : []
}

/** An article that was taken over from the library and is public. */
function articleOf(site: DemoSite, column: DemoColumn, at: number, index: number, sources: ArticleSources): Article {
  const number = site.number * articlesPerSite + index
  const { type } = column.outline
  const entry = roundRobin(sources.library, chance('regulation', number))
  return {
    id: articleId(site, index, at),
    version: 1,
    siteId: site.site.id,
    columnId: column.id,
    title: articleTitle(type, entry.title, site.unit.name, number),
    docNumber: withNumber.has(type) ? docNumber(site.sign, dayOf(at).slice(0, 4), number) : null,
    source: site.unit.name,
    authorId: sources.authorOf(site),
    disclosure: 'active',
    state: 'published',
    revisionId: null,
    publishedHash: type === 'policy' ? entry.whole.hash : entry.digest.hash,
    publishedAt: instant(at),
    attachments: attachmentsOf(column, number, sources),
    changedAt: instant(at),
  }
}

/** The public articles of a site. */
export function articleRows(site: DemoSite, columns: readonly DemoColumn[], sources: ArticleSources): Article[] {
  let index = 0
  return columns.flatMap((column) => column.appeared.map((at) => articleOf(site, column, at, index++, sources)))
}
