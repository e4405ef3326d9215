import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import { defaultLimits } from '#shared/content-check/limits'
import type { HostileFile } from '#tests/fixtures/files/hostile-file'
import { hostileFiles } from '#tests/fixtures/files/hostile-files'
import type { AccuracySection } from '../section'

interface Outcome {
  readonly hostile: HostileFile
  readonly milliseconds: number
  readonly unreadable: string
  readonly hits: number
}

async function outcomeOf(hostile: HostileFile, checker: FileChecker): Promise<Outcome> {
  const bytes = await hostile.make()
  const begun = performance.now()
  const verdicts = await checker.check({ file: hostile.file, source: { bytes } })
  return {
    hostile,
    milliseconds: performance.now() - begun,
    unreadable: verdicts.find(({ unreadable }) => unreadable !== undefined)?.unreadable ?? '',
    hits: verdicts.reduce((sum, { hits }) => sum + hits.length, 0),
  }
}

function isAsExpected({ hostile: { expected }, milliseconds, unreadable, hits }: Outcome): boolean {
  if (milliseconds > defaultLimits.milliseconds + 2000) return false
  return expected === 'unreadable' ? unreadable !== '' : expected === 'any verdict' || hits > 0
}

const fact = (unreadable: string) => unreadable.replace('无法读取 — 人工核查：', '').split('，')[0] ?? ''
const row = (outcome: Outcome) =>
  `| ${outcome.hostile.name} | ${fact(outcome.unreadable) || '可读取'} | ${outcome.hits} | ${Math.round(outcome.milliseconds)} |`

export const section: AccuracySection = {
  order: 60,
  async measure() {
    const checker = createFileChecker({ concurrency: 1 })
    const outcomes: Outcome[] = []
    for (const hostile of hostileFiles()) outcomes.push(await outcomeOf(hostile, checker))
    checker.close()
    const failed = outcomes.filter((outcome) => !isAsExpected(outcome))
    const markdown = `## Files made to harm

Each is read in a process of its own kind with ${defaultLimits.milliseconds / 1000} s and ${defaultLimits.residentMegabytes} MB; \`node build/check-files.mjs
hostile <folder>\` writes them. A verdict is either what was read, with its hits, or 无法读取 — 人工核查 with the fact below.
**${outcomes.length - failed.length} of ${outcomes.length} got theirs, the slowest in ${(Math.max(...outcomes.map(({ milliseconds }) => milliseconds)) / 1000).toFixed(1)} s.**

| file | verdict | hits | ms |
|---|---|---|---|
${outcomes.map(row).join('\n')}
`
    return { markdown, failures: failed.map(({ hostile }) => `hostile file without its verdict: ${hostile.name}`) }
  },
}
