import { writeNote } from '#core/store/notes'
import { never } from '#tests/simulation/faults'
import { isAbout } from '#tests/simulation/message'
import { withStoreOf } from '#tests/simulation/store-of'
import type { Break } from '#tests/simulation/world'

interface Page {
  readonly cursor: string
  readonly changes: readonly unknown[]
}

/** The console makes the cursor durable before the rows, and ends in between whenever four rows come, or eight … */
export const rule: Omit<Break, 'name'> = {
  async between(_world, station, message, pass) {
    const answer = await pass()
    if (!isAbout(message, '/v1/changes') || answer.status !== 200) return answer
    const { cursor, changes } = JSON.parse(answer.body.toString()) as Page
    if (changes.length === 0 || changes.length % 4 !== 0) return answer
    await withStoreOf(station, (store) => writeNote(store, 'cursor', cursor))
    station.endLife()
    return never()
  },
}
