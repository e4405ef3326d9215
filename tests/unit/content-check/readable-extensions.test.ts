import { expect, it } from 'vitest'
import { extractorExtensions } from '#shared/content-check/extract-file'
import { readableExtensions } from '#shared/content-check/readable-extensions'

it('are those of the extractors', () => {
  expect(readableExtensions).toEqual(extractorExtensions())
})
