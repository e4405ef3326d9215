import { drawingText } from '#shared/content-check/drawing-text'
import { withText, type ExtractContext, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import {
  isOfficePackage,
  openOfficePackage,
  propertyParts,
  readEmbedded,
  readPart,
  sideParts,
  otherParts,
  type OfficePackage,
} from '#shared/content-check/office-package'
import { WordText } from '#shared/content-check/word-text'
import { damaged, passwordProtected } from '#shared/content-check/unreadable'

const wordFile = /^word\/((?:document|header|footer|footnotes|endnotes|comments|glossary\/document)\w*)\.xml$/
const drawingFile = /^word\/(?:charts|diagrams|drawings)\/([^/]+)\.xml$/

const known = new RegExp(`${wordFile.source}|${drawingFile.source}`)

const partName = (file: string) => (file.startsWith('document') ? 'body' : file.replace('/', ' '))

/** Office Open XML text documents: every place a reader, a printer or a curious person can find text in. */
export const extractor: Extractor = {
  name: 'docx',
  version: 2,
  extensions: ['docx', 'docm', 'dotx', 'dotm'],
  sniff: (bytes) => (isOfficePackage(bytes, 'word/') ? 1 : 0),
  async extract(bytes, context) {
    const office = openOfficePackage(context, bytes)
    if ([...office.values()].some(({ isEncrypted }) => isEncrypted)) throw passwordProtected()
    if (![...office.keys()].some((name) => /^word\/document\w*\.xml$/.test(name))) throw damaged()
    const parts = [
      ...wordParts(office, context),
      ...drawingParts(office, context),
      ...sideParts(office, context),
      ...otherParts(office, known, context),
      ...propertyParts(office, context),
    ]
    await readEmbedded(office, context)
    return withText(parts)
  },
}

const wordParts = (office: OfficePackage, { budget }: ExtractContext) =>
  [...office.values()].flatMap((entry) => {
    const part = partName(wordFile.exec(entry.name)?.[1] ?? '')
    return part === '' ? [] : readPart(part, () => partsOf(part, new WordText(entry.read(budget))))
  })

function partsOf(part: string, { flows }: WordText): ExtractedPart[] {
  return [...flows]
    .filter(([flow, text]) => flow !== 'fallback' || !repeats(flows.get('textbox'), text))
    .map(([flow, text]) => ({
      part: flow === 'main' ? part : `${part} ${flow}`,
      text,
    }))
}

// Word writes each text box twice, the second time for older readers.
const repeats = (textbox: string | undefined, fallback: string) => (textbox ?? '').includes(fallback.trim())

const drawingParts = (office: OfficePackage, { budget }: ExtractContext) =>
  [...office.values()].flatMap((entry) => {
    const part = drawingFile.exec(entry.name)?.[1]
    return part === undefined ? [] : readPart(part, () => [{ part, text: drawingText(entry.read(budget)) }])
  })
