import { contentTypes, officePackage, relationships, xmlText } from './package'

export interface DocxContent {
  readonly paragraphs: readonly string[]
  /** Text of the page header. */
  readonly header?: string
}

const names = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p>`

function body({ paragraphs, header }: DocxContent): string {
  const section = header === undefined ? '' : '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
  return `<w:document xmlns:w="${names}" xmlns:r="${links}"><w:body>${paragraphs.map(paragraph).join('')}${section}</w:body></w:document>`
}

/** A Word document of plain paragraphs. */
export function docx(content: DocxContent): Uint8Array {
  const document = {
    '_rels/.rels': relationships([{ type: 'officeDocument', target: 'word/document.xml' }]),
    'word/document.xml': body(content),
  }
  const types = { 'word/document.xml': 'wordprocessingml.document.main' }
  if (content.header === undefined) return officePackage({ '[Content_Types].xml': contentTypes(types), ...document })
  return officePackage({
    '[Content_Types].xml': contentTypes({ ...types, 'word/header1.xml': 'wordprocessingml.header' }),
    ...document,
    'word/_rels/document.xml.rels': relationships([{ type: 'header', target: 'header1.xml' }]),
    'word/header1.xml': `<w:hdr xmlns:w="${names}">${paragraph(content.header)}</w:hdr>`,
  })
}
