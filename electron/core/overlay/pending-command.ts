import type { Command } from '#shared/contract/command'
import type { EntityKind } from '#shared/contract/entity'

/**
 * `waiting`: not yet judged by the platform. `acknowledged`: applied there, but its rows have not come back yet.
 * `parked`: in 待处理. The rest are over: `done`, `discarded` by the operator, `remade` as another command.
 */
export type CommandState = 'waiting' | 'acknowledged' | 'parked' | 'done' | 'discarded' | 'remade'

/** Records of looks are sent with the rest, but are nobody's work: while they wait, the operator is not told of them. */
export const isTold = "NOT (type = 'hit.look' AND state = 'waiting')"

/** A row as a command left it. */
export interface Subject {
  readonly kind: EntityKind
  readonly id: string
  readonly version: number
}

/** A command as it is kept here; JSON columns are still text. */
export interface CommandRow {
  readonly seq: number
  readonly id: string
  readonly n: number | null
  readonly author: string
  readonly type: string
  readonly args: string
  readonly base: string
  readonly made_at: string
  readonly state: CommandState
  readonly subjects: string
  readonly mine: string
  readonly site_id: string | null
  readonly batch_id: string | null
  readonly undo: string | null
  readonly undone_by: string | null
  readonly message: string | null
  readonly refusal: string | null
  /** What the platform made otherwise, in words; null once the operator has noted it. */
  readonly adjusted: string | null
  readonly acknowledged_at: string | null
}

export const argsOf = (row: Pick<CommandRow, 'args'>) => JSON.parse(row.args) as Command['args']
/** What a command was decided on; `contents` names what the row said where it was the platform's own. */
export type Base = Command['base'][number] & { readonly contents?: string }

export const baseOf = (row: Pick<CommandRow, 'base'>) => JSON.parse(row.base) as readonly Base[]
export const subjectsOf = (row: Pick<CommandRow, 'subjects'>) => JSON.parse(row.subjects) as readonly Subject[]
