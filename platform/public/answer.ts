import iconv from 'iconv-lite'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'
import { altered } from './alterations'
import { badges, downloadAddress, reportAddress, searchAddress, siteMapAddress } from './pages/addresses'
import { articlePage } from './pages/article-page'
import { columnPage } from './pages/column-page'
import { homePage } from './pages/home-page'
import { missingPage, reportPage, searchPage, siteMapPage } from './pages/plain-pages'
import { readAttachment, readPublishedText, type SiteContent } from './site-content'

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Uint8Array
}

export interface Asked {
  readonly path: string
  readonly query: string
}

const fileTypes: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

const badgeImage = (letter: string, colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><circle cx="18" cy="18" r="17" fill="${colour}"/><text x="18" y="24" font-size="16" text-anchor="middle" fill="#fff">${letter}</text></svg>`

const images: Readonly<Record<string, string>> = {
  [badges.conac]: badgeImage('党', '#8c1515'),
  [badges.police]: badgeImage('警', '#1d4f91'),
}

/** What a site answers for a path (percent-decoded) and a query (as it came). */
export async function answerOf(
  db: Kysely<Database>,
  content: SiteContent,
  { path, query }: Asked,
  now: number,
): Promise<Answer> {
  const html = (status: number, page: string): Answer =>
    encoded(content, status, altered({ content, path: path === '/index.html' ? '/' : path, html: page, now }))
  if (path === searchAddress) return html(200, searchPage(content, wordsIn(query, content.faults.declared)))
  const image = images[path]
  if (image !== undefined) return { status: 200, type: 'image/svg+xml', body: Buffer.from(image) }
  const file = /^\/files\/([^/]+)$/.exec(path)?.[1]
  const bytes = file === undefined ? null : await readAttachment(db, content, file)
  if (file !== undefined && bytes !== null) return { status: 200, type: typeOf(file), body: bytes }
  const page = await pageOf(db, content, path, now)
  if (page !== null) return html(200, page)
  return html(content.faults.answersEverything ? 200 : 404, missingPage(content))
}

/** The words of a search: browsers send them in the character set of the page that they were typed into. */
function wordsIn(query: string, charset: string): string {
  const sent = /(?:^|&)q=([^&]*)/.exec(query)?.[1] ?? ''
  const bytes = sent
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return iconv.decode(Buffer.from(bytes, 'latin1'), charset).trim()
}

const typeOf = (file: string): string => fileTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream'

const encoded = ({ faults }: SiteContent, status: number, page: string): Answer => ({
  status,
  type: `text/html; charset=${faults.declared}`,
  body: iconv.encode(page, faults.sent),
})

async function pageOf(db: Kysely<Database>, content: SiteContent, path: string, now: number): Promise<string | null> {
  if (path === '/' || path === '/index.html') return homePage(content, now)
  if (path === siteMapAddress || path === downloadAddress) return siteMapPage(content)
  if (path === reportAddress) return reportPage(content)
  const [, folder, page] = /^(\/columns\/[\w-]+\/)(?:(\d{1,4})\.html)?$/.exec(path) ?? []
  const column = content.columns.find((candidate) => candidate.path === folder)
  if (column) return columnPage(content, column, Number(page ?? 1))
  const article = content.articles.get(/^\/articles\/([0-9a-f-]{36})\.html$/.exec(path)?.[1] ?? '')
  return article ? articlePage(content, article, await readPublishedText(db, article)) : null
}
