import { drawingText } from '#shared/content-check/drawing-text'
import { withText, type Extractor } from '#shared/content-check/extractor'
import {
  isOfficePackage,
  openOfficePackage,
  plainXmlText,
  propertyParts,
  readEmbedded,
  readPart,
} from '#shared/content-check/office-package'
import { damaged, passwordProtected } from '#shared/content-check/unreadable'

const textFiles =
  /^ppt\/(?:slides|notesSlides|slideMasters|slideLayouts|handoutMasters|notesMasters|charts|diagrams|drawings)\/([^/]+)\.xml$/
const commentFiles = /^ppt\/comments\/([^/]+)\.xml$/

/** Office Open XML presentations: slides, hidden ones too, speaker's notes, masters and comments. */
export const extractor: Extractor = {
  name: 'pptx',
  version: 1,
  extensions: ['pptx', 'pptm', 'ppsx', 'potx'],
  sniff: (bytes) => (isOfficePackage(bytes, 'ppt/') ? 1 : 0),
  async extract(bytes, context) {
    const office = openOfficePackage(context, bytes)
    if ([...office.values()].some(({ isEncrypted }) => isEncrypted)) throw passwordProtected()
    if (!office.has('ppt/presentation.xml')) throw damaged()
    const parts = [...office.values()].flatMap((entry) => {
      const [drawing, comment] = [textFiles.exec(entry.name)?.[1], commentFiles.exec(entry.name)?.[1]]
      const part = drawing ?? comment
      if (part === undefined) return []
      const read = drawing === undefined ? plainXmlText : drawingText
      return readPart(part, () => [{ part, text: read(entry.read(context.budget)) }])
    })
    await readEmbedded(office, context)
    return withText([...parts, ...propertyParts(office, context)])
  },
}
