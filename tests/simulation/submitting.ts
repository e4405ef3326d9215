import type { Console } from '#core/console'
import { isAppError } from '#shared/contract/app-error'
import type { Command } from '#shared/contract/command'
import type { AnyEntity, EntityKind, EntityOf } from '#shared/contract/entity'
import { oneOf } from './chance'
import type { Step, StepKind } from './step'
import type { Workstation } from './workstation'
import type { World } from './world'

type Seen = readonly (readonly [EntityKind, AnyEntity])[]

export interface Intent {
  readonly type: string
  readonly args: Command['args']
  /** The rows that were on screen and decided on. */
  readonly saw: Seen
}

/** All rows of a kind that the operator sees, in the order of their ids. */
export async function rowsOf<K extends EntityKind>(console: Console, kind: K): Promise<EntityOf<K>[]> {
  const { rows } = await console.desk['rows.list']({ kind, where: {}, search: '', offset: 0, limit: 100_000 })
  return (rows as EntityOf<K>[]).sort((a, b) => (a.id < b.id ? -1 : 1))
}

export async function anyOf<K extends EntityKind>(
  console: Console,
  kind: K,
  by: number,
  fits: (row: EntityOf<K>) => boolean = () => true,
): Promise<EntityOf<K> | undefined> {
  return oneOf((await rowsOf(console, kind)).filter(fits), by)
}

/** A step in which an operator does something; `choose` answers null where there is nothing to do it on. */
export const submitting = (
  weight: number,
  choose: (console: Console, step: Step, world: World) => Promise<Intent | null>,
): StepKind => ({
  weight,
  run: (world, station, step) =>
    station
      .doing(async (console) => {
        const intent = await choose(console, step, world)
        if (intent) await submit(world, station, console, intent)
      })
      .then(() => undefined),
})

async function submit(world: World, station: Workstation, console: Console, { type, args, saw }: Intent) {
  await remembering(world, station, console, { type, args, saw }, () => console.desk['commands.submit']({ type, args }))
}

/** Writes into the ledger what the console has taken on. A refusal on the spot is no promise. */
export async function remembering(
  world: World,
  station: Workstation,
  console: Console,
  { type, args, saw }: Intent,
  submit: () => { id: string } | Promise<{ id: string }>,
): Promise<string | null> {
  try {
    // Both in one go: once the event loop turns, the command may be under way and gone from the list.
    const [submitted, listed] = [submit(), console.desk['outbox.list']({})]
    const { id } = await submitted
    const isQueued = (await listed).some((unsent) => unsent.id === id)
    const seen = Object.fromEntries(saw.map(([kind, row]) => [`${kind}:${row.id}`, row]))
    const fate = isQueued ? 'given' : 'nothing'
    world.ledger.set(id, { id, console: station.number, type, args, saw: seen, fate, undoneByRestore: false })
    world.count('command')
    return id
  } catch (error) {
    if (!isAppError(error)) throw error
    world.count('refused on the spot')
    return null
  }
}
