import { withStoreOf } from '#tests/simulation/store-of'
import type { Break } from '#tests/simulation/world'

/** What is parked disappears from the console without anybody having taken it out. */
export const rule: Omit<Break, 'name'> = {
  async afterStep({ stations }) {
    for (const station of stations) {
      const console = await station.console()
      const parked = (await console?.desk['outbox.list']({}))?.find(({ state }) => state === 'parked')
      if (!parked) continue
      await withStoreOf(station, (store) => store.run('DELETE FROM command WHERE id = ?', parked.id))
    }
  },
}
