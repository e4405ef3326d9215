import { withText, type ExtractContext, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import { LayoutText } from '#shared/content-check/layout-text'
import { openOfficePackage, plainXmlText, readPart } from '#shared/content-check/office-package'
import { damaged, noReader, passwordProtected } from '#shared/content-check/unreadable'
import { isZip, openZip, type ZipEntry } from '#shared/content-check/zip-reader'

// Fonts, seals and signatures: binary, and what a seal shows is not of the document.
const wordless = /\.(?:ttf|otf|ttc|esl|dat|p7s)$|(?:^|\/)Signs\//i
const jbig2 = /\.(?:jb2|gbig2)$/i

/** OFD (GB/T 33190): pages, templates, annotations, custom tags, metadata; attachments and pictures as files of their own. */
export const extractor: Extractor = {
  name: 'ofd',
  version: 1,
  extensions: ['ofd'],
  sniff: (bytes) => (isOfd(bytes) ? 1 : 0),
  async extract(bytes, context) {
    const entries = [...openOfficePackage(context, bytes).values()].filter(({ isFolder }) => !isFolder)
    if (entries.some(({ isEncrypted, name }) => isEncrypted || /(?:^|\/)(?:Encryptions|decryptseed)\.\w+$/i.test(name)))
      throw passwordProtected()
    if (!entries.some(({ name }) => name === 'OFD.xml')) throw damaged()
    const parts = entries.flatMap((entry) => partsOf(entry, context))
    for (const { name, read } of entries)
      if (!/\.xml$/i.test(name) && !wordless.test(name) && !jbig2.test(name))
        await context.member(name, read(context.budget))
    return withText(parts)
  },
}

function isOfd(bytes: Uint8Array): boolean {
  try {
    return isZip(bytes) && openZip(bytes).some(({ name }) => name === 'OFD.xml')
  } catch {
    return false
  }
}

function partsOf(entry: ZipEntry, { budget }: ExtractContext): ExtractedPart[] {
  const part = entry.name
  if (jbig2.test(part)) return [{ part, text: '', unreadable: noReader(' JBIG2 图片', '请打开原文件逐页查看').message }]
  if (!/\.xml$/i.test(part) || wordless.test(part)) return []
  return readPart(part, () => {
    const bytes = entry.read(budget)
    const { lines, attributes } = new LayoutText(bytes)
    // Metadata and tags keep their words as plain text, pages as glyphs with a place.
    return lines === ''
      ? [{ part, text: `${plainXmlText(bytes)}\n${attributes}` }]
      : [
          { part, text: lines },
          { part: `${part} attributes`, text: attributes },
        ]
  })
}
