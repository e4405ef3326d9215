import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { articleText } from '#core/texts/article-text'
import { readRow } from '#core/rows/rows'
import { readBody } from '#core/platform/read-body'
import type { Workplace } from '#core/workplace'
import { routes } from '#shared/contract/api'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { Attachment } from '#shared/contract/article'
import type { DeskCalls, Output } from '#shared/contract/desk'
import type { CheckSubject, ObservedHit } from '#shared/contract/hit'
import type { FileChecker } from '#shared/content-check/file-checker'
import type { FileVerdict } from '#shared/content-check/file-verdict'
import { observeHits } from '#shared/content-check/observe'
import { defaultLimits } from '#shared/content-check/limits'
import { maskedText } from '#shared/content-check/masked-text'
import { assertMay } from '#shared/domain/permissions'
import { sm3Hex } from '#shared/signing/sm3'

export type Checked = Output<DeskCalls['check.results']>[number] & { readonly siteId: string | null }

interface Checking {
  readonly workplace: Workplace
  readonly checker: FileChecker
  readonly signal: AbortSignal
}

const nameLimit = 300

/** Checks the published text of an article with its attachments. */
export async function checkArticle(checking: Checking, articleId: string): Promise<Checked> {
  const { workplace } = checking
  const article = readRow(workplace.store, 'article', articleId)
  if (!article) throw new AppError('not-found', '所选稿件已不存在，或不在当前账号的范围内', { articleId })
  assertMay(workplace.operator(), 'check.run', readRow(workplace.store, 'site', article.siteId))
  const text = await articleText(workplace, articleId)
  const inText = [...observeHits('title', text.title), ...observeHits('body', text.body)]
  const attached = await Promise.all(text.attachments.map((attachment) => checkAttachment(checking, attachment)))
  const subject = { type: 'article' as const, articleId, name: text.title.slice(0, nameLimit), hash: text.hash }
  return {
    siteId: article.siteId,
    subject,
    hits: [...inText, ...attached.flatMap(({ hits }) => hits)],
    unreadable: joined(attached.map(({ unreadable }) => unreadable)),
  }
}

/** The bytes go to the reader as they came: nothing of an attachment is written to this workstation's disk. */
async function checkAttachment({ workplace, checker, signal }: Checking, { name, hash }: Attachment): Promise<Seen> {
  try {
    const response = await workplace.client.open(routes.attachment, { params: { hash } })
    const bytes = await readBody(response, defaultLimits.fileBytes)
    return seenIn(await checker.check({ file: name, source: { bytes }, signal }), `附件 ${name}`)
  } catch (error) {
    if (!isAppError(error) || error.code === 'cancelled') throw error
    return { hits: [], unreadable: `附件 ${name}：${error.message}` }
  }
}

/** Checks a file of this workstation. */
export async function checkFileAt({ checker, signal }: Checking, file: string): Promise<Checked> {
  const { hash, unreadable } = await digest(file)
  const subject: CheckSubject = { type: 'file', articleId: null, name: path.basename(file).slice(0, nameLimit), hash }
  if (unreadable !== null) return { siteId: null, subject, hits: [], unreadable }
  return { siteId: null, subject, ...seenIn(await checker.check({ source: { path: file }, signal }), null) }
}

async function digest(file: string): Promise<{ hash: string; unreadable: string | null }> {
  try {
    const bytes = await readFile(file)
    if (bytes.length <= defaultLimits.fileBytes) return { hash: sm3Hex(bytes), unreadable: null }
    return { hash: sm3Hex(file), unreadable: '文件过大，未能核查，请拆分后再核查' }
  } catch {
    return { hash: sm3Hex(file), unreadable: '文件无法读取，请检查文件是否存在、是否有读取权限' }
  }
}

type Seen = Pick<Checked, 'hits' | 'unreadable'>

/** The verdicts on a file and on what is packed in it, as one; a part is named by the way to it. */
function seenIn(verdicts: readonly FileVerdict[], within: string | null): Seen {
  const [outer] = verdicts
  const hits = verdicts.flatMap(({ file, hits: found }) => {
    const inner = file === outer?.file ? [] : [file.split('!').slice(1).join(' › ')]
    return found.map((hit): ObservedHit => {
      const { rule, category, severity, start, end, before, after } = hit
      const part = [...(within === null ? [] : [within]), ...inner, hit.part].join(' › ')
      return { rule, category, severity, part, start, end, text: maskedText(hit), before, after }
    })
  })
  return { hits, unreadable: joined(verdicts.map(({ unreadable }) => unreadable ?? null)) }
}

const joined = (reasons: readonly (string | null)[]): string | null => {
  const known = [...new Set(reasons.filter((reason) => reason !== null))]
  return known.length > 0 ? known.join('；') : null
}
