import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { zhanqun } from '#tests/integration/cli/run'
import { killedRun } from './kills/killed-run'

// Builds the command line, which is then started directly so that it can be killed.
beforeAll(() => zhanqun('help'), 300_000)

it('a run killed twice and resumed finds the same and asks nothing again that was not under way', async () => {
  const cli = path.resolve('out/cli/zhanqun.mjs')
  const run = await killedRun({ sites: 8, pages: 10, leaves: 40, kills: 2, cli })
  expect(run.urls).toBeGreaterThan(3200)
  expect(run.findings).toBeGreaterThan(100)
  expect(run.differing).toEqual([])
  expect(run.repeated).toBeLessThanOrEqual(run.underWay)
}, 180_000)
