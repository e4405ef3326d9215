import { chmod, chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clusterFolder } from '#platform/database/embedded/cluster-folder'
import { isReachable } from '#platform/database/embedded/unprivileged'

const isRoot = process.getuid?.() === 0

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-embedded-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the folder of the embedded PostgreSQL', () => {
  it('is the one that was asked for', async () => {
    expect(await clusterFolder(path.join(folder, 'data'))).toBe(path.join(folder, 'data'))
  })

  it.runIf(isRoot)('is another one where root asks for a folder that PostgreSQL’s user cannot enter', async () => {
    const wanted = path.join(folder, 'private/data')
    await mkdir(path.dirname(wanted), { mode: 0o700 })
    expect(await isReachable(wanted)).toBe(false)
    const instead = await clusterFolder(wanted)
    expect(await isReachable(instead)).toBe(true)
    expect((await stat(instead)).uid).toBe(0)
    await chown(instead, 65_534, 65_534)
    await expect(clusterFolder(wanted)).rejects.toMatchObject({ code: 'unavailable' })
    await rm(instead, { recursive: true })
  })
})
