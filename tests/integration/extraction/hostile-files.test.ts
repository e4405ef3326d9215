import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import { defaultLimits } from '#shared/content-check/limits'
import type { HostileFile } from '#tests/fixtures/files/hostile-file'
import { hostileFiles } from '#tests/fixtures/files/hostile-files'

let checker: FileChecker
beforeAll(() => {
  checker = createFileChecker({ concurrency: 2 })
})
afterAll(() => checker.close())

async function outcomeOf({ file, make }: HostileFile) {
  const bytes = await make()
  const begun = performance.now()
  const verdicts = await checker.check({ file, source: { bytes } })
  const unreadable = verdicts.map((verdict) => verdict.unreadable).filter((reason) => reason !== undefined)
  return { milliseconds: performance.now() - begun, unreadable, hits: verdicts.flatMap(({ hits }) => hits) }
}

it.each(hostileFiles().map((each) => [each.name, each] as const))(
  'gives a verdict on a hostile file within its limit: %s',
  async (_, hostile) => {
    const { milliseconds, unreadable, hits } = await outcomeOf(hostile)
    expect(milliseconds).toBeLessThan(defaultLimits.milliseconds + 2000)
    if (hostile.expected === 'unreadable') expect(unreadable.join()).toContain('无法读取 — 人工核查')
    if (hostile.expected === 'readable') expect(hits.length).toBeGreaterThan(0)
  },
  70_000,
)

it('writes nothing of an archive to disk, whatever its names', () => {
  expect(existsSync('/tmp/zhanqun-escaped.txt')).toBe(false)
})
