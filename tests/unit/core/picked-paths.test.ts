import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPickedPaths, type PickedPaths } from '#core/check/picked-paths'

let folder: string
let picked: PickedPaths
const at = (...names: string[]) => path.join(folder, ...names)

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-picked-'))
  await mkdir(at('docs', 'deep'), { recursive: true })
  for (const name of ['list.txt', 'secret.txt', 'docs/a.txt', 'docs/deep/b.txt']) await writeFile(at(name), name)
  picked = createPickedPaths()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('paths from the dialog', () => {
  it('are taken, and so is what lies inside a picked folder', async () => {
    await picked.add([at('list.txt'), at('docs')])
    await picked.assertPicked([at('list.txt'), at('docs'), at('docs', 'a.txt'), at('docs', 'deep', 'b.txt')])
  })

  it('are taken even when the file has gone since', async () => {
    await picked.add([at('list.txt')])
    await rm(at('list.txt'))
    await picked.assertPicked([at('list.txt')])
  })

  it.each([
    ['a file beside it', () => at('secret.txt')],
    ['the folder above', () => folder],
    ['a way out of a picked folder', () => `${at('docs')}/../secret.txt`],
    ['a folder whose name only begins alike', () => `${at('docs')}x`],
    ['a relative path', () => 'docs/a.txt'],
    ['a system file', () => '/etc/passwd'],
  ])('do not open %s', async (_, file) => {
    await picked.add([at('docs')])
    await expect(picked.assertPicked([at('docs', 'a.txt'), file()])).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('do not open what a link inside a picked folder leads to', async () => {
    await symlink(at('secret.txt'), at('docs', 'link.txt'))
    await picked.add([at('docs')])
    await expect(picked.assertPicked([at('docs', 'link.txt')])).rejects.toMatchObject({ code: 'forbidden' })
  })
})
