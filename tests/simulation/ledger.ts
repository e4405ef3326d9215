import type { Command } from '#shared/contract/command'
import type { AnyEntity } from '#shared/contract/entity'

/** What an operator was told about one of their commands, as they would remember it. */
export interface Remembered {
  readonly id: string
  readonly console: number
  readonly type: string
  readonly args: Command['args']
  /** What was on screen of the rows it was decided on, by `kind:id`. */
  readonly saw: Readonly<Record<string, AnyEntity>>
  /** `given`: it counts as done. The operator took the others out of 待处理, or there was nothing to do. */
  fate: 'given' | 'nothing' | 'discarded' | 'remade'
  /** A restored backup has undone it: from then on the platform may or may not have it. */
  undoneByRestore: boolean
}

export type Ledger = Map<string, Remembered>
