import type { World } from './world'

/** Something that has to be true of a healed world: one file each in `checks/`. Answers what is not. */
export type Check = (world: World) => Promise<string[]>

const found = import.meta.glob<Check>('./checks/*.ts', { eager: true, import: 'check' })

export async function faultsOf(world: World): Promise<string[]> {
  const faults: string[] = []
  for (const check of Object.values(found)) faults.push(...(await check(world)))
  return faults
}
