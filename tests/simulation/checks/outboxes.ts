import type { Check } from '#tests/simulation/check'

/** Every outbox is empty or holds only what is parked, and every console says that it is online. */
export const check: Check = async ({ stations }) => {
  const faults: string[] = []
  for (const station of stations) {
    const console = await station.console()
    const status = await console?.desk['sync.status']({})
    if (status?.state === 'online' && status.waiting === 0) continue
    faults.push(`console ${station.number} is not at rest: ${JSON.stringify(status ?? 'closed')}`)
  }
  return faults
}
