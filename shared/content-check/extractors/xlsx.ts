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
import { sharedStrings, SheetText } from '#shared/content-check/sheet-text'
import { damaged, passwordProtected } from '#shared/content-check/unreadable'
import { readXml } from '#shared/content-check/xml-events'

interface Sheet {
  readonly part: string
  readonly file: string
}

/** Office Open XML workbooks: hidden sheets, rows and columns are read like the others. */
export const extractor: Extractor = {
  name: 'xlsx',
  version: 2,
  extensions: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  sniff: (bytes) => (isOfficePackage(bytes, 'xl/') ? 1 : 0),
  async extract(bytes, context) {
    const office = openOfficePackage(context, bytes)
    if ([...office.values()].some(({ isEncrypted }) => isEncrypted)) throw passwordProtected()
    if (!office.has('xl/workbook.xml')) throw damaged()
    const parts = [
      ...sheetParts(office, context),
      ...notedParts(office, context),
      ...sideParts(office, context),
      ...otherParts(office, known, context),
      ...propertyParts(office, context),
    ]
    await readEmbedded(office, context)
    return withText(parts)
  },
}

function sheetParts(office: OfficePackage, { budget }: ExtractContext): ExtractedPart[] {
  const workbook = office.get('xl/workbook.xml')?.read(budget) ?? new Uint8Array()
  const stringsFile = [...office.values()].find(({ name }) => /^xl\/sharedStrings\.xml$/i.test(name))
  const strings = stringsFile ? sharedStrings(stringsFile.read(budget)) : []
  const { sheets, names } = readWorkbook(workbook, targets(office, budget))
  const parts = sheets.flatMap(({ part, file }) =>
    readPart(part, () => {
      const entry = office.get(file)
      if (!entry) throw damaged()
      return [{ part, text: new SheetText(entry.read(budget), strings).text }]
    }),
  )
  return [...parts, { part: 'names', text: names }]
}

function targets(office: OfficePackage, budget: ExtractContext['budget']): ReadonlyMap<string, string> {
  const byId = new Map<string, string>()
  const relations = office.get('xl/_rels/workbook.xml.rels')
  if (!relations) throw damaged()
  readXml(relations.read(budget), {
    open: (name, attributes) => {
      const target = attributes.get('Target') ?? ''
      if (name === 'Relationship')
        byId.set(attributes.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return byId
}

function readWorkbook(bytes: Uint8Array, files: ReadonlyMap<string, string>): { sheets: Sheet[]; names: string } {
  const sheets: Sheet[] = []
  let names = ''
  let isName = false
  readXml(bytes, {
    open: (element, attributes) => {
      isName = element === 'definedName'
      if (isName) names += `${attributes.get('name') ?? ''}\t${attributes.get('comment') ?? ''}\t`
      if (element === 'sheet')
        sheets.push({ part: sheetPart(attributes), file: files.get(attributes.get('id') ?? '') ?? '' })
    },
    text: (text) => {
      if (isName) names += `${text}\n`
    },
    close: () => {
      isName = false
    },
  })
  return { sheets, names: `${sheets.map(({ part }) => part.slice('sheet:'.length)).join('\n')}\n${names}` }
}

const sheetPart = (attributes: ReadonlyMap<string, string>) =>
  `sheet:${attributes.get('name') ?? ''}${(attributes.get('state') ?? 'visible') === 'visible' ? '' : '（隐藏）'}`

const sideFiles: readonly [RegExp, (bytes: Uint8Array) => string][] = [
  [/^xl\/((?:threadedComments\/|comments\/)?(?:comments|threadedComment)\w*)\.xml$/, drawingText],
  [/^xl\/(?:drawings|charts|diagrams)\/([^/]+)\.xml$/, drawingText],
]

const known = new RegExp(
  `^xl/(?:workbook|sharedStrings|worksheets/)|${sideFiles.map(([pattern]) => pattern.source).join('|')}`,
)

/** Comments, drawings and charts. */
const notedParts = (office: OfficePackage, { budget }: ExtractContext) =>
  [...office.values()].flatMap((entry) =>
    sideFiles.flatMap(([pattern, read]) => {
      const part = pattern.exec(entry.name)?.[1]
      return part === undefined ? [] : readPart(part, () => [{ part, text: read(entry.read(budget)) }])
    }),
  )
