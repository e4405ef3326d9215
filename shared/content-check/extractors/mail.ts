import PostalMime from 'postal-mime'
import { pageParts } from '#shared/content-check/page-text'
import { withText, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import { decodedText } from '#shared/content-check/decoded-text'

const headLines =
  /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Transfer-Encoding|Content-Type|Received|Message-ID):/i
const mostLevels = 32

/** Mail and archived web pages (RFC 5322, MIME): headers, every text part, and attachments as files of their own. */
export const extractor: Extractor = {
  name: 'mail',
  version: 1,
  extensions: ['eml', 'mht', 'mhtml'],
  sniff: (bytes) => (headLines.test(head(bytes)) ? 0.95 : 0),
  async extract(bytes, { member, budget }) {
    const mail = await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: mostLevels,
      attachmentEncoding: 'arraybuffer',
    })
    budget.spendEntries(mail.attachments.length + 1)
    const headers = mail.headers.map(({ key, value }) => `${key}: ${value}`).join('\n')
    const people = [mail.from, mail.sender, ...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])]
    for (const [index, { filename, content, mimeType }] of mail.attachments.entries())
      await member(filename ?? `attachment${index + 1}${extensions[mimeType] ?? ''}`, asBytes(content))
    return withText([
      { part: 'headers', text: [mail.subject, ...people.map((one) => one?.name), headers].filter(Boolean).join('\n') },
      { part: 'text', text: mail.text ?? '' },
      ...htmlParts(mail.html),
    ])
  },
}

const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'text/html': '.html',
  'text/plain': '.txt',
}

function head(bytes: Uint8Array): string {
  const begin = bytes.subarray(0, 8192)
  return (begin.includes(0) ? '' : (decodedText(begin) ?? Buffer.from(begin).toString('latin1'))).replaceAll('\r', '')
}

const asBytes = (content: ArrayBuffer | Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)

const htmlParts = (html: string | undefined): ExtractedPart[] =>
  html === undefined ? [] : pageParts(html).map(({ part, text }) => ({ part: `html ${part}`, text }))
