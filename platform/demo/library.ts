import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { projectUrl } from '#shared/contract/surroundings'
import { sm3Hex } from '#shared/signing/sm3'

interface Regulation {
  readonly title: string
  readonly body: string
}

export interface LibraryText {
  /** SM3 of the text's UTF-8. */
  readonly hash: string
  readonly body: string
}

/** A regulation with its whole text and the beginning of it, as news and notices about it show it. */
export interface LibraryEntry {
  readonly title: string
  readonly whole: LibraryText
  readonly digest: LibraryText
}

const digestLength = 900

export const libraryText = (body: string): LibraryText => ({ hash: sm3Hex(body), body })

/** Whole paragraphs up to about the length of a short article. */
function beginning(body: string): string {
  const paragraphs: string[] = []
  let length = 0
  for (const paragraph of body.split('\n\n')) {
    if (length > digestLength && paragraphs.length > 1) break
    paragraphs.push(paragraph)
    length += paragraph.length
  }
  return paragraphs.join('\n\n')
}

const digestOf = ({ title, body }: Regulation): string =>
  `为便于公众了解和查阅，现将《${title}》的有关内容摘编如下。\n\n${beginning(body)}\n\n全文请在“政策文件”栏目查阅。`

/** The source marks headings in a notation of its own; published texts carry none. */
const plain = ({ title, body }: Regulation): Regulation => ({ title, body: body.replace(/^#+\s+/gm, '') })

const entryOf = (regulation: Regulation): LibraryEntry => ({
  title: regulation.title,
  whole: libraryText(regulation.body),
  digest: libraryText(digestOf(regulation)),
})

/** The public legal texts that demo articles are made of (platform/demo/data/README.md). */
export function readLibrary(): LibraryEntry[] {
  const packed = readFileSync(new URL(projectUrl('platform/demo/data/regulations.jsonl.gz')))
  const lines = gunzipSync(packed).toString('utf8').trim().split('\n')
  return lines.map((line) => entryOf(plain(JSON.parse(line) as Regulation)))
}
