import type { Break } from './world'

const found = import.meta.glob<Omit<Break, 'name'>>('./breaks/*.ts', { eager: true, import: 'rule' })

const nameOf = (file: string) => file.slice('./breaks/'.length, -'.ts'.length)

/** Rules that can be broken on purpose, under the names of their files. */
export const breaks: ReadonlyMap<string, Break> = new Map(
  Object.entries(found).map(([file, rule]) => [nameOf(file), { name: nameOf(file), ...rule }]),
)
