import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Chance } from '#tests/chance'

/** What befalls a file: one bit flips, or its end is gone. */
export type Damage = 'flipped' | 'truncated'

export function damagedBytes(bytes: Buffer, damage: Damage, chance: Chance): Buffer {
  const at = chance.below(bytes.length)
  if (damage === 'truncated') return bytes.subarray(0, at)
  const flipped = Buffer.from(bytes)
  flipped[at] = (flipped[at] ?? 0) ^ (1 << chance.below(8))
  return flipped
}

/** A copy of a folder in which one file is damaged at a random place. */
export async function damagedCopy(from: string, to: string, file: string, damage: Damage, chance: Chance) {
  await cp(from, to, { recursive: true })
  const bytes = await readFile(path.join(from, file))
  await writeFile(path.join(to, file), damagedBytes(bytes, damage, chance))
}

/** Every file of a folder with its content, without what SQLite only keeps for itself while a database is open. */
export async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => !name.endsWith('-shm')).sort()
  const contents = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1')))
  return Object.fromEntries(names.map((name, index) => [name, contents[index] ?? '']))
}
