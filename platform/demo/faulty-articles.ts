import type { Article, Attachment } from '#shared/contract/article'
import { placesOf } from './defects'
import type { DemoFile } from './files/attachments'
import { libraryText, type LibraryText } from './library'
import type { DemoSite } from './sites'

/** Errors that really occur in published speeches. */
const faultyText =
  '近日，全省政府网站工作会议召开。会议指出，各级政府网站是是联系群众的重要桥梁，要加快转变政府智能，推进法制政府建设，' +
  '依法公开行政权利运行流程。\n\n会议要求，要办好政府信箱，及时答复群众流言，畅通证明沟通渠道；要健全信息发布审核机制，严防泄秘事件发生。'

/** The text under which the site with typos publishes one of its news. */
export const typoText = (): LibraryText => libraryText(faultyText)

const attachmentOf = ({ name, hash, bytes }: DemoFile): Attachment => ({ name, hash, bytes: bytes.length })

/** Puts a site's deliberate faults of content into its first article of the named column: a faulty attachment or a faulty text. */
export function withFaults(
  site: DemoSite,
  articles: readonly Article[],
  columnIds: Readonly<Record<string, string>>,
  files: readonly DemoFile[],
): Article[] {
  const { domain } = site.site
  const names = [...placesOf(domain, 'leaked-id'), ...placesOf(domain, 'secret-mark')]
  const attachments = files.filter(({ name }) => names.includes(name)).map(attachmentOf)
  const typoColumns = placesOf(domain, 'typos').map((slug) => columnIds[slug])
  const firstOf = (columnId: string | undefined) => articles.find((article) => article.columnId === columnId)?.id
  const carrier = attachments.length > 0 ? firstOf(columnIds['tzgg']) : undefined
  const misspelt = typoColumns.map(firstOf)
  return articles.map((article) => {
    if (article.id === carrier)
      return { ...article, title: `关于${names[0]?.replace(/\.\w+$/, '') ?? ''}的公示`, attachments }
    return misspelt.includes(article.id)
      ? { ...article, title: '全省政府网站工作会议召开', publishedHash: typoText().hash }
      : article
  })
}
