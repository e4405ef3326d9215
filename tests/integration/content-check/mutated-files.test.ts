import { expect, it } from 'vitest'
import { zipSync } from 'fflate'
import { extractFile } from '#shared/content-check/extract-file'
import { defaultLimits } from '#shared/content-check/limits'
import { chinesePdf, docx, idNumber, paragraph, row, xlsx } from './files'

let seed = 20_261
const next = (limit: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % limit

/** The file with some bytes changed, or cut off, or with a stretch of it doubled. */
function mutated(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let change = 0; change <= next(6); change++) copy[next(copy.length)] = next(256)
  if (next(4) === 0) return copy.subarray(0, next(copy.length))
  const at = next(copy.length)
  return next(4) === 0 ? Buffer.concat([copy.subarray(0, at), copy.subarray(Math.max(0, at - 50))]) : copy
}

it('reads or refuses mutated files of every format, and never stalls or throws', async () => {
  const document = docx(paragraph('通知', idNumber), { header1: ['hdr', paragraph('机密★')] })
  const originals = {
    'a.docx': document,
    'a.xlsx': xlsx([{ name: '一', rows: row('甲', 1, { shared: 0 }) }], [idNumber]),
    'a.pdf': chinesePdf('通知', '机密'),
    'a.zip': zipSync({ 'a.docx': document }),
    'a.html': new TextEncoder().encode('<html><body><p>甲</p><!-- 乙 --></body></html>'),
  }
  const slow: string[] = []
  for (let round = 0; round < 60; round++)
    for (const [file, bytes] of Object.entries(originals)) {
      const started = performance.now()
      const files = await extractFile(file, mutated(bytes), defaultLimits)
      expect(files.length).toBeGreaterThan(0)
      if (performance.now() - started > 5000) slow.push(`${file} in round ${round}`)
    }
  expect(slow).toEqual([])
})
