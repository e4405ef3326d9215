import { concerned, rowsWrittenBy, type RowName } from '#core/overlay/touches'
import { replay, rewind } from '#core/overlay/overlay'
import { baseOf, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import type { Store } from '#core/store/store'
import type { Unsent } from '#shared/contract/desk'
import type { Operator } from '#shared/contract/operator'

export type Refusal = NonNullable<Unsent['refusal']>

const nameOf = ({ kind, id }: RowName) => `${kind}:${id}`

/**
 * Moves a refused command to 待处理 and takes its effect back. What was decided on its effect is parked with it: whoever
 * guards a row that it changed, and whoever no longer decides without it. The others go on.
 */
export function park(store: Store, parked: CommandRow, refusal: Refusal, by: Operator): void {
  // What it would have changed, too: its effect may have been lost before.
  const affected = concerned(store, subjectsOf(parked), [parked.seq])
  const hadEffect = new Set(affected.filter((seq) => rowsWrittenBy(store, seq).length > 0))
  rewind(store, affected)
  setParked(store, parked, refusal)
  const depending = dependantsOf(store, parked, affected)
  for (const row of depending) setParked(store, row, dependsOn(parked, row))
  const parkedNow = new Set([parked, ...depending].map(({ seq }) => seq))
  const stranded = replay(
    store,
    affected.filter((seq) => !parkedNow.has(seq)),
    by,
  )
  for (const seq of stranded.filter((seq) => hadEffect.has(seq))) parkStranded(store, seq, parked)
}

/** Only what was never sent: a command that has its number may be with the platform already and has to be judged there. */
function unsentAfter(store: Store, seqs: readonly number[], { seq: parked }: CommandRow): CommandRow[] {
  return seqs
    .filter((seq) => seq > parked)
    .map((seq) => store.get<CommandRow>("SELECT * FROM command WHERE seq = ? AND state = 'waiting' AND n IS NULL", seq))
    .filter((row) => row !== undefined)
}

/** What was decided on a row as the platform has it, which has a name for its contents then, depends on nobody. */
function dependantsOf(store: Store, parked: CommandRow, affected: readonly number[]): CommandRow[] {
  const changed = new Set(subjectsOf(parked).map(nameOf))
  return unsentAfter(store, affected, parked).filter((row) => {
    const depends = baseOf(row).some(({ entity, contents }) => contents === undefined && changed.has(nameOf(entity)))
    if (depends) for (const subject of subjectsOf(row)) changed.add(nameOf(subject))
    return depends
  })
}

function parkStranded(store: Store, seq: number, parked: CommandRow): void {
  for (const row of unsentAfter(store, [seq], parked)) {
    rewind(store, [seq])
    setParked(store, row, dependsOn(parked, row))
  }
}

const dependsOn = (parked: CommandRow, row: CommandRow): Refusal => ({
  result: 'depends',
  code: 'conflict',
  message: '它所依据的前一项操作未被平台接受，请先处理那一项',
  mine: JSON.parse(row.mine) as unknown[],
  theirs: [],
  dependsOn: parked.id,
})

function setParked(store: Store, { seq }: CommandRow, refusal: Refusal): void {
  store.run("UPDATE command SET state = 'parked', refusal = ? WHERE seq = ?", JSON.stringify(refusal), seq)
}
