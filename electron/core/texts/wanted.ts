import { setImmediate as nextTurn } from 'node:timers/promises'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { namedArticles, parts, type Named, type Naming, type Part } from './named-articles'

/** More than these are not listed; what lies beyond is fetched when it is read. */
const most = 50_000

const roundNote = 'wanted-round'

/** Goes through the rule anew, some hundred articles at a time, so that core answers in between. */
export async function listWanted(naming: Naming, ended: AbortSignal): Promise<void> {
  const { store } = naming
  const round = (readNote<number>(store, roundNote) ?? 0) + 1
  writeNote(store, roundNote, round)
  let rank = 0
  for (const part of parts) {
    for (const named of namedArticles(part, naming)) {
      if (ended.aborted) return
      store.refetchable(() => list(store, named, { part, rank, round }))
      rank += named.length
      if (rank >= most) break
      await nextTurn()
    }
  }
  if (!ended.aborted) store.run('DELETE FROM wanted_text WHERE round <> ?', round)
}

interface Place {
  readonly part: Part
  readonly rank: number
  readonly round: number
}

/** An article that a more important part has named keeps its place. */
function list(store: Store, named: readonly Named[], { part, rank, round }: Place): void {
  store.run(
    `INSERT INTO wanted_text (article_id, hash, part, rank, round)
     SELECT value ->> '$.id', value ->> '$.hash', ?, ? + key + 1, ? FROM json_each(?) WHERE true
     ON CONFLICT (article_id) DO UPDATE SET
       hash = excluded.hash, part = excluded.part, rank = excluded.rank, round = excluded.round
       WHERE wanted_text.round <> excluded.round`,
    part,
    rank,
    round,
    JSON.stringify(named.map(({ id, hash }) => ({ id, hash }))),
  )
}
