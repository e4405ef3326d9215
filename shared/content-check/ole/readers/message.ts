import iconv from 'iconv-lite'
import { bufferOf, type OleStorage, type StorageReader } from '#shared/content-check/ole/storage'

const textProperty = /__substg1\.0_([\dA-F]{4})(001F|001E)$/i
const attachedBytes = /^(__attach_version1\.0_#[\dA-F]+\/)__substg1\.0_37010102$/i
const bodyAsHtml = '__substg1.0_10130102'

/** Mail as Outlook saves it (MS-OXMSG): every text property, the body as a page, and what is attached. */
export const reader: StorageReader = {
  stream: /^__properties_version1\.0$/,
  async read(storage, { member }) {
    const texts = [...storage].flatMap(([path, stream]) => {
      const [, , type] = textProperty.exec(path) ?? []
      return type === undefined ? [] : [decoded(bufferOf(stream.read()), type)]
    })
    const html = storage.get(bodyAsHtml)
    if (html) await member('body.html', html.read())
    for (const [path, stream] of storage) {
      const folder = attachedBytes.exec(path)?.[1]
      if (folder !== undefined) await member(attachedName(storage, folder), stream.read())
    }
    return [{ part: 'body', text: texts.join('\n') }]
  },
}

const decoded = (bytes: Buffer, type: string) =>
  (type.toUpperCase() === '001F' ? bytes.toString('utf16le') : iconv.decode(bytes, 'gb18030')).replaceAll('\0', '')

function attachedName(storage: OleStorage, folder: string): string {
  const name = storage.get(`${folder}__substg1.0_3707001F`) ?? storage.get(`${folder}__substg1.0_3704001F`)
  return name ? bufferOf(name.read()).toString('utf16le') : folder
}
