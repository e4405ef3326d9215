import { TiffReader } from './tiff-reader'

/** A page of a TIFF file in the words of its tags (TIFF 6.0), strip by strip. */
export interface TiffPage {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly samples: number
  readonly compression: number
  readonly photometric: number
  readonly predictor: number
  readonly fillsFromLow: boolean
  readonly palette: readonly number[]
  readonly rowsPerStrip: number
  readonly strips: readonly Uint8Array[]
}

const tags = {
  width: 0x100,
  height: 0x101,
  bits: 0x102,
  compression: 0x103,
  photometric: 0x106,
  fillOrder: 0x10a,
  places: 0x111,
  samples: 0x115,
  rows: 0x116,
  sizes: 0x117,
  predictor: 0x13d,
  palette: 0x140,
} as const
const mostPages = 1000

export function tiffPages(bytes: Uint8Array): TiffPage[] {
  const reader = new TiffReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  const pages: TiffPage[] = []
  const seen = new Set<number>()
  for (let at = reader.long(4); at !== 0 && !seen.has(at) && seen.size < mostPages; at = nextTable(reader, at)) {
    seen.add(at)
    pages.push(pageAt(reader, at))
  }
  return pages
}

const nextTable = (reader: TiffReader, at: number) => reader.long(at + 2 + reader.short(at) * 12)

function pageAt(reader: TiffReader, at: number): TiffPage {
  const values = new Map<number, readonly number[]>()
  for (let index = 0; index < reader.short(at); index++) {
    const entry = at + 2 + index * 12
    values.set(reader.short(entry), reader.values(entry))
  }
  const one = (tag: number, otherwise: number) => values.get(tag)?.[0] ?? otherwise
  const sizes = values.get(tags.sizes) ?? []
  return {
    width: one(tags.width, 0),
    height: one(tags.height, 0),
    bits: one(tags.bits, 1),
    samples: one(tags.samples, 1),
    compression: one(tags.compression, 1),
    photometric: one(tags.photometric, 0),
    predictor: one(tags.predictor, 1),
    fillsFromLow: one(tags.fillOrder, 1) === 2,
    palette: values.get(tags.palette) ?? [],
    rowsPerStrip: one(tags.rows, one(tags.height, 0)),
    strips: (values.get(tags.places) ?? []).map((place, index) =>
      reader.bytes.subarray(place, place + (sizes[index] ?? 0)),
    ),
  }
}
