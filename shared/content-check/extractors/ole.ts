import { withText, type ExtractContext, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import { CompoundFile, isCompoundFile, type OleStream } from '#shared/content-check/ole/compound-file'
import { readPictures } from '#shared/content-check/ole/embedded-pictures'
import { readEmbeddedObjects } from '#shared/content-check/ole/embedded-object'
import { macroText } from '#shared/content-check/ole/macros'
import { documentProperties } from '#shared/content-check/ole/property-sets'
import type { OleStorage, StorageReader } from '#shared/content-check/ole/storage'
import { readPart } from '#shared/content-check/office-package'
import { noReader, passwordProtected } from '#shared/content-check/unreadable'

const modules = import.meta.glob<StorageReader>('../ole/readers/*.ts', { eager: true, import: 'reader' })
const readers = Object.values(modules)
// eslint-disable-next-line no-control-regex -- the names of such streams begin with one
const wrapping = /^(?:\u0001Ole10Native|Package|CONTENTS|Equation Native)$/

/** OLE compound files: Office and WPS of before 2007, their macros, and the documents embedded in them. */
export const extractor: Extractor = {
  name: 'ole',
  version: 2,
  extensions: ['doc', 'dot', 'xls', 'xlt', 'ppt', 'pps', 'wps', 'wpt', 'et', 'ett', 'dps', 'dpt', 'msg'],
  sniff: (bytes) => (isCompoundFile(bytes) ? 1 : 0),
  async extract(bytes, context) {
    const { streams } = new CompoundFile(bytes)
    context.budget.spendEntries(streams.length)
    if (streams.some(({ path }) => path === 'EncryptedPackage')) throw passwordProtected()
    const parts: ExtractedPart[] = []
    let isKnown = streams.some(({ path }) => wrapping.test(path))
    for (const [folder, storage] of storagesOf(streams))
      for (const reader of readersOf(storage)) {
        isKnown = true
        parts.push(...(await readStorage(folder, storage, reader, context)))
      }
    if (!isKnown) throw noReader('该旧版 Office 或 WPS 二进制格式', '请另存为 docx、xlsx 或 pptx 后重新核查')
    await readEmbeddedObjects(storageOf(streams, ''), context)
    return withText([...parts, ...macroParts(streams)])
  },
}

const readersOf = (storage: OleStorage) =>
  readers.filter(({ stream }) => [...storage.keys()].some((name) => stream.test(name)))

async function readStorage(
  folder: string,
  storage: OleStorage,
  reader: StorageReader,
  context: ExtractContext,
): Promise<ExtractedPart[]> {
  const parts = await reader.read(storage, context)
  await readPictures(storage, context)
  const properties = readPart('properties', () => [{ part: 'properties', text: documentProperties(storage) }])
  return [...parts, ...properties].map((each) => ({ ...each, part: `${folder}${each.part}` }))
}

/** The root and every storage in it, by the path of each. */
function storagesOf(streams: readonly OleStream[]): ReadonlyMap<string, OleStorage> {
  const folders = new Set(streams.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)))
  return new Map([...folders].map((folder) => [folder, storageOf(streams, folder)]))
}

const storageOf = (streams: readonly OleStream[], folder: string): OleStorage =>
  new Map(
    streams
      .filter(({ path }) => path.startsWith(folder))
      .map((stream) => [stream.path.slice(folder.length), stream] as const),
  )

function macroParts(streams: readonly OleStream[]): ExtractedPart[] {
  if (!streams.some(({ path }) => /(?:^|\/)VBA\/dir$/.test(path))) return []
  const note = '文件含宏'
  return readPart('macros', () => [{ part: 'macros', text: macroText(streams), note }])
}
