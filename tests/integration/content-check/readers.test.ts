import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { startProcess, startThread } from '#shared/content-check/file-reader'
import { defaultLimits } from '#shared/content-check/limits'
import { docx, idNumber, paragraph } from './files'

const request = (file: string, bytes: Uint8Array) => ({ file, source: { bytes }, limits: defaultLimits, options: {} })

describe.each([
  ['a process', startProcess],
  ['a thread', startThread],
])('%s that reads files', (_, start) => {
  it('answers one request after the other', async () => {
    const reader = await start({ heapMegabytes: 256, residentMegabytes: 1024 })
    try {
      expect(await reader.read(request('a.txt', strToU8(idNumber)))).toMatchObject([
        { file: 'a.txt', hits: [{ rule: 'id-card' }] },
      ])
      expect(await reader.read(request('b.docx', docx(paragraph('好'))))).toMatchObject([{ file: 'b.docx', hits: [] }])
    } finally {
      reader.kill()
    }
  })

  it('rejects what it was reading when it is killed', async () => {
    const reader = await start({ heapMegabytes: 256, residentMegabytes: 1024 })
    const reading = reader.read(request('a.docx', docx(paragraph('好'.repeat(2_000_000)))))
    reader.kill()
    await expect(reading).rejects.toThrow('ended')
  })
})
