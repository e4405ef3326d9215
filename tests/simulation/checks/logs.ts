import { readFile } from 'node:fs/promises'
import type { Check } from '#tests/simulation/check'
import { logOf } from '#tests/simulation/workstation'

/** A console's log holds only what is a bug, or a divergence that had to be healed: neither may occur. */
export const check: Check = async ({ stations }) => {
  const logs = await Promise.all(stations.map((station) => readFile(logOf(station), 'utf8').catch(() => '')))
  return logs.flatMap((text, number) =>
    text === '' ? [] : [`console ${number} wrote into its log: ${text.split('\n').slice(0, 4).join(' | ')}`],
  )
}
