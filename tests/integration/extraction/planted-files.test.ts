import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import { foundPlaces } from '#tests/fixtures/files/found'
import { plantedFile, plantedFormats } from '#tests/fixtures/files/planted'

let checker: FileChecker
beforeAll(() => {
  checker = createFileChecker({ concurrency: 2 })
})
afterAll(() => checker.close())

it.each(plantedFormats.map((each) => [each.format, each] as const))(
  'finds a secrecy mark and an identity number in every place of %s',
  async (_, format) => {
    const verdicts = await checker.check({ file: format.file, source: { bytes: await plantedFile(format) } })
    const found = foundPlaces(format, verdicts)
    expect(found.filter(({ mark, idNumber }) => !mark || !idNumber)).toEqual([])
    expect(verdicts.map(({ unreadable }) => unreadable).filter(Boolean)).toEqual([])
  },
)
