import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectUrl } from '#shared/contract/surroundings'
import { runKills } from './scenario'

const pathOf = (file: string) => fileURLToPath(projectUrl(file))

beforeAll(() => promisify(execFile)(process.execPath, [pathOf('build/setup/ensure-built.mjs'), 'kills']))

describe('consoles and a platform that are killed at random moments under load', () => {
  it('lose no acknowledged command, do none twice, and keep every signature sound', async () => {
    const run = await runKills({ seed: 20261123, kills: 12, pace: 1_600, bundles: pathOf('out/kills') })
    expect(run.killed.core + run.killed.platform).toBe(12)
    expect(run).toMatchObject({ lost: [], doubled: [], unsound: [], differing: [] })
    expect(run.applied).toBeGreaterThan(50)
    expect(run.signatures).toBeGreaterThan(0)
  }, 180_000)
})
