const first = 200
const longest = 30_000
/** A core that lived this long did not fail at its start: the next wait begins small again. */
const healthy = 60_000

/** Milliseconds to wait before core is started again, after so many failures in a row. */
export const restartDelay = (failures: number): number => Math.min(first * 2 ** Math.max(0, failures - 1), longest)

/** How many failures in a row it is now, when a core ended after living so long (in milliseconds). */
export const failuresAfter = (before: number, lived: number): number => (lived >= healthy ? 1 : before + 1)
