import type { Revision } from '#shared/contract/article'

/** What an approval is bound to: title, body and attachments, exactly. Digest it with SM3 over canonical JSON. */
export const judgedContent = (revision: Pick<Revision, 'title' | 'body' | 'attachments'>) => ({
  title: revision.title,
  body: revision.body,
  attachments: revision.attachments.map(({ name, hash }) => ({ name, hash })),
})
