import type { TiffPage } from './tiff-pages'

/** The name of a compression of TIFF in PDF, which knows the common ones. */
const filters: Readonly<Record<number, string>> = {
  1: '',
  2: 'CCITTFaxDecode',
  3: 'CCITTFaxDecode',
  4: 'CCITTFaxDecode',
  5: 'LZWDecode',
  8: 'FlateDecode',
  32773: 'RunLengthDecode',
  32946: 'FlateDecode',
}
const faxKinds: Readonly<Record<number, number>> = { 2: 0, 3: 0, 4: -1 }

/** A PDF of one page that shows the page of a TIFF file, its strips as they are; undefined where PDF has no name for it. */
export function tiffAsPdf(page: TiffPage): Uint8Array | undefined {
  const { width, height, strips, compression, samples } = page
  if (
    filters[compression] === undefined ||
    (samples !== 1 && samples !== 3) ||
    strips.length === 0 ||
    width * height === 0
  )
    return undefined
  const images = strips.map((strip, index) => imageOf(page, index, strip))
  const drawn = images.map(
    ({ top, rows }, index) => `q ${width} 0 0 ${rows} 0 ${height - top - rows} cm /I${index} Do Q`,
  )
  const names = images.map((_, index) => `/I${index} ${5 + index} 0 R`).join(' ')
  return fileOf([
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /XObject << ${names} >> >> >>`,
    ),
    streamOf('', Buffer.from(drawn.join('\n'))),
    ...images.map(({ object }) => object),
  ])
}

function imageOf(page: TiffPage, index: number, strip: Uint8Array): { object: Buffer; top: number; rows: number } {
  const { width, height, rowsPerStrip, bits, compression } = page
  const top = index * rowsPerStrip
  const rows = Math.min(rowsPerStrip, height - top)
  const filter = filters[compression]
  const dictionary = [
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${rows} /BitsPerComponent ${bits}`,
    colours(page),
    filter ? `/Filter /${filter} ${parameters(page, rows)}` : '',
  ]
  return { object: streamOf(dictionary.join(' '), page.fillsFromLow ? turned(strip) : strip), top, rows }
}

function parameters({ compression, width, predictor, samples, bits }: TiffPage, rows: number): string {
  const kind = faxKinds[compression]
  if (kind !== undefined)
    return `/DecodeParms << /K ${kind} /Columns ${width} /Rows ${rows} ${compression === 2 ? '/EncodedByteAlign true' : ''} >>`
  return predictor === 2
    ? `/DecodeParms << /Predictor 2 /Colors ${samples} /BitsPerComponent ${bits} /Columns ${width} >>`
    : ''
}

/** Fax codes say which runs are white; elsewhere 0 may be white. */
function colours({ photometric, compression, palette, bits }: TiffPage): string {
  if (photometric === 2) return '/ColorSpace /DeviceRGB'
  if (photometric === 3) return `/ColorSpace [/Indexed /DeviceRGB ${2 ** bits - 1} <${paletteHex(palette)}>]`
  const isTurned = (photometric === 0) !== (faxKinds[compression] !== undefined)
  return `/ColorSpace /DeviceGray ${isTurned ? '/Decode [1 0]' : ''}`
}

/** Reds, then greens, then blues in 16 bits become triples of bytes. */
function paletteHex(palette: readonly number[]): string {
  const count = palette.length / 3
  const triples = Array.from({ length: count }, (_, index) => [
    palette[index],
    palette[index + count],
    palette[index + 2 * count],
  ])
  return Buffer.from(triples.flat().map((value = 0) => value >> 8)).toString('hex')
}

function turned(strip: Uint8Array): Uint8Array {
  return strip.map((byte) => {
    let result = 0
    for (let bit = 0; bit < 8; bit++) result |= ((byte >> bit) & 1) << (7 - bit)
    return result
  })
}

const streamOf = (dictionary: string, content: Uint8Array) =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ])

/** Without a table of places: readers look for the objects where there is none. */
const fileOf = (objects: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...objects.flatMap((object, index) => [Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]),
    Buffer.from('trailer\n<< /Root 1 0 R >>\n%%EOF\n'),
  ])
