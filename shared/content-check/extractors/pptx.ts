import { drawingText } from '#shared/content-check/drawing-text'
import { withText, type Extractor } from '#shared/content-check/extractor'
import {
  isOfficePackage,
  openOfficePackage,
  propertyParts,
  readEmbedded,
  readPart,
  sideParts,
  otherParts,
} from '#shared/content-check/office-package'
import { damaged, passwordProtected } from '#shared/content-check/unreadable'

const textFiles =
  /^ppt\/(?:slides|notesSlides|slideMasters|slideLayouts|handoutMasters|notesMasters|charts|diagrams|drawings|comments)\/([^/]+)\.xml$/

/** Office Open XML presentations: slides, hidden ones too, speaker's notes, masters and comments. */
export const extractor: Extractor = {
  name: 'pptx',
  version: 2,
  extensions: ['pptx', 'pptm', 'ppsx', 'potx'],
  sniff: (bytes) => (isOfficePackage(bytes, 'ppt/') ? 1 : 0),
  async extract(bytes, context) {
    const office = openOfficePackage(context, bytes)
    if ([...office.values()].some(({ isEncrypted }) => isEncrypted)) throw passwordProtected()
    if (!office.has('ppt/presentation.xml')) throw damaged()
    const parts = [...office.values()].flatMap((entry) => {
      const part = textFiles.exec(entry.name)?.[1]
      return part === undefined ? [] : readPart(part, () => [{ part, text: drawingText(entry.read(context.budget)) }])
    })
    await readEmbedded(office, context)
    return withText([
      ...parts,
      ...sideParts(office, context),
      ...otherParts(office, textFiles, context),
      ...propertyParts(office, context),
    ])
  },
}
