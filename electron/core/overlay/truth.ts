import { forgetTextsWithoutArticle } from '#core/texts/kept-texts'
import { putRow, removeRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { replay, rewind } from './overlay'
import { anythingTouched, concerned } from './touches'

/** A row as the platform has it, null where it is gone or no longer the operator's to see. */
export interface Truth {
  readonly kind: EntityKind
  readonly id: string
  readonly version: number
  readonly generation: number
  readonly body: string | null
}

/**
 * Brings the platform's truth in under the pending commands. `settled` are commands whose effects are part of the truth
 * from now on. Runs in the caller's transaction, so that rows and cursor are durable together or not at all.
 */
export function bringIn(store: Store, truths: readonly Truth[], settled: readonly number[], by: Operator): void {
  const seqs = anythingTouched(store) || settled.length > 0 ? concerned(store, truths.map(arriving), settled) : []
  const hadEffect = rewind(store, seqs)
  for (const truth of truths) patch(store, truth)
  for (const seq of settled) store.run("UPDATE command SET state = 'done' WHERE seq = ?", seq)
  replay(store, seqs, by, hadEffect)
  if (truths.some(({ kind, body }) => kind === 'article' && body === null)) forgetTextsWithoutArticle(store)
}

const arriving = ({ kind, id, body }: Truth) => ({
  kind,
  id,
  arriving: body === null ? null : (JSON.parse(body) as Record<string, unknown>),
})

function patch(store: Store, { kind, id, version, generation, body }: Truth): void {
  if (body === null) removeRow(store, kind, id)
  else putRow(store, kind, { id, version, generation, body })
}
