import { withText, type ExtractContext, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import { openOfficePackage, plainXmlText, readPart, type OfficePackage } from '#shared/content-check/office-package'
import { OpenDocumentText } from '#shared/content-check/open-document-text'
import { damaged, passwordProtected } from '#shared/content-check/unreadable'
import { readXml } from '#shared/content-check/xml-events'
import { isZip, openZip, type ZipEntry } from '#shared/content-check/zip-reader'

const mediaType = /^application\/vnd\.(?:oasis\.opendocument|sun\.xml)/
const textFile = /^((?:.*\/)?)(content|styles)\.xml$/
const macroFile = /^(?:Basic|Scripts)\/.*\.(?:xml|xlb|xba|py|js|bsh)$/
// What an object looks like to programs that cannot open it, a preview, and settings: no words of their own.
const wordless =
  /^(?:mimetype|META-INF\/|settings\.xml|manifest\.rdf|Configurations2\/|ObjectReplacements\/|Thumbnails\/|layout-cache)/

/** ODF texts, tables and presentations: all flows, objects inside, pictures and macros. */
export const extractor: Extractor = {
  name: 'odf',
  version: 1,
  extensions: ['odt', 'ott', 'ods', 'ots', 'odp', 'otp', 'odg'],
  sniff: (bytes) => (mediaType.test(declaredType(bytes)) ? 1 : 0),
  async extract(bytes, context) {
    const office = openOfficePackage(context, bytes)
    if (isProtected(office, context)) throw passwordProtected()
    if (!office.has('content.xml')) throw damaged()
    const parts = [...office.values()].flatMap((entry) => partsOf(entry, context))
    for (const entry of office.values())
      if (!entry.isFolder && !/\.(?:xml|xlb|xba)$/.test(entry.name) && !wordless.test(entry.name))
        await context.member(entry.name, entry.read(context.budget))
    return withText(parts)
  },
}

/** The first entry is `mimetype`, uncompressed, so that the type stands at a fixed place. */
function declaredType(bytes: Uint8Array): string {
  if (!isZip(bytes)) return ''
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  if (head.slice(30, 38) === 'mimetype') return head.slice(38 + (bytes[28] ?? 0))
  try {
    return openZip(bytes).some(({ name }) => name === 'content.xml') ? 'application/vnd.oasis.opendocument' : ''
  } catch {
    return ''
  }
}

function isProtected(office: OfficePackage, { budget }: ExtractContext): boolean {
  const manifest = office.get('META-INF/manifest.xml')
  let isEncrypted = [...office.values()].some((entry) => entry.isEncrypted)
  if (manifest) readXml(manifest.read(budget), { open: (name) => (isEncrypted ||= name === 'encryption-data') })
  return isEncrypted
}

function partsOf(entry: ZipEntry, { budget }: ExtractContext): ExtractedPart[] {
  const [, folder = '', file] = textFile.exec(entry.name) ?? []
  const prefix = `${folder}${file === 'styles' ? 'styles ' : ''}`
  if (file)
    return readPart(entry.name, () =>
      [...new OpenDocumentText(entry.read(budget)).flows].map(([flow, text]) => ({ part: prefix + flow, text })),
    )
  if (/(?:^|\/)meta\.xml$/.test(entry.name))
    return readPart('properties', () => [{ part: 'properties', text: plainXmlText(entry.read(budget)) }])
  if (macroFile.test(entry.name))
    return readPart('macros', () => [
      { part: 'macros', text: Buffer.from(entry.read(budget)).toString('utf8'), note: '文件含宏' },
    ])
  return []
}
