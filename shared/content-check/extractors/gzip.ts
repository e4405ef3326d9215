import { gunzipSync } from 'node:zlib'
import type { Extractor } from '#shared/content-check/extractor'
import type { ExtractBudget } from '#shared/content-check/limits'
import { damaged, tooLarge } from '#shared/content-check/unreadable'

/** A gzip file holds one file, a tar archive as a rule, named after it. */
export const extractor: Extractor = {
  name: 'gzip',
  version: 1,
  extensions: ['gz', 'tgz'],
  sniff: (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 ? 1 : 0),
  async extract(bytes, { budget, member, file }) {
    await member(innerName(file), unpacked(bytes, budget))
    return []
  },
}

const innerName = (file: string) =>
  (file.split(/[\\/!]/).at(-1) ?? '').replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '') || 'content'

function unpacked(bytes: Uint8Array, budget: ExtractBudget): Uint8Array {
  try {
    const content = gunzipSync(bytes, { maxOutputLength: budget.unpackable(bytes.length) })
    budget.spendUnpacked(content.length)
    return content
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge('解压后异常膨胀，疑似压缩炸弹')
    throw damaged()
  }
}
