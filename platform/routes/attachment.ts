import { sql } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import { routes } from '#shared/contract/api'
import type { Attachment } from '#shared/contract/article'
import { readerOf } from '#platform/feed/reader'
import { visibleRows } from '#platform/feed/visibility'
import { answers } from '#platform/http/route'

/** An attachment is seen by whoever sees an article or a revision that carries it. */
export const route = answers(routes.attachment, async ({ platform: { db }, session, params: { hash }, reply }) => {
  const reader = readerOf(session.operator)
  const carried = JSON.stringify([{ hash }])
  const { rows } = await sql<Pick<Attachment, 'name'> & { bytes: Buffer }>`
    select name, bytes from attachment_content where hash = ${hash} and (
      exists (select from article where attachments <> '[]' and attachments @> ${carried}::jsonb and (${visibleRows(reader, 'article')}))
      or exists (select from revision where attachments <> '[]' and attachments @> ${carried}::jsonb and (${visibleRows(reader, 'revision')}))
    )
  `.execute(db)
  const [found] = rows
  if (!found) throw new AppError('not-found', '附件不存在，或不在当前账号的范围内')
  const name = encodeURIComponent(found.name)
  return reply
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(found.bytes)
})
