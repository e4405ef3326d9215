import type { Workstation } from './workstation'
import type { World } from './world'

/** One thing that happens. Its numbers in [0, 1) choose among what is there at that moment, so it fits any state. */
export interface Step {
  readonly kind: string
  readonly console: number
  readonly a: number
  readonly b: number
}

/** A kind of step: one file each in `steps/`, under the file's name. */
export interface StepKind {
  /** How often it comes, relative to the others. */
  readonly weight: number
  run(world: World, station: Workstation, step: Step): Promise<void>
}

const found = import.meta.glob<StepKind>('./steps/*.ts', { eager: true, import: 'step' })

const nameOf = (file: string) => file.slice('./steps/'.length, -'.ts'.length)

export const stepKinds: ReadonlyMap<string, StepKind> = new Map(
  Object.entries(found)
    .map(([file, kind]) => [nameOf(file), kind] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

const totalWeight = [...stepKinds.values()].reduce((sum, { weight }) => sum + weight, 0)

function kindAt(chance: number): string {
  let rest = chance * totalWeight
  for (const [name, { weight }] of stepKinds) if ((rest -= weight) < 0) return name
  return 'sync'
}

const rounded = (chance: number) => Math.floor(chance * 10_000) / 10_000

/** A schedule, the same for the same chance. */
export const schedule = (chance: () => number, steps: number, consoles: number): Step[] =>
  Array.from({ length: steps }, () => ({
    kind: kindAt(chance()),
    console: Math.floor(chance() * consoles),
    a: rounded(chance()),
    b: rounded(chance()),
  }))

/** A step in one line, as it is printed and kept in the corpus. */
export const textOf = ({ console, kind, a, b }: Step): string => `${console} ${kind} ${a} ${b}`

/** @throws for a line that is no step */
export function stepFrom(text: string): Step {
  const [console, kind, a, b] = text.split(' ')
  if (kind === undefined || !stepKinds.has(kind)) throw new Error(`no step is called so: ${text}`)
  return { kind, console: Number(console), a: Number(a), b: Number(b) }
}
