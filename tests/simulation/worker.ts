import { breaks } from './break'
import { live } from './episode'
import type { Step } from './step'
import { startSimulator } from './surroundings'

/** What a process that lives through episodes is started for. */
export interface Work {
  readonly consoles: number
  /** Name of the rule that is broken, null for none. */
  readonly broken: string | null
}

/** Answers each list of steps that the parent process sends with its verdict, until the parent lets go. */
export async function work({ consoles, broken }: Work): Promise<void> {
  const databases = await startSimulator()
  const setting = { databases, consoles, broken: (broken !== null && breaks.get(broken)) || null }
  let turn: Promise<unknown> = Promise.resolve()
  process.on('message', (steps: readonly Step[]) => {
    turn = turn.then(async () => process.send?.(await live(setting, steps)))
  })
  process.once('disconnect', () => {
    turn = turn.then(() => databases.stop()).finally(() => process.exit())
  })
  process.send?.('ready')
}
