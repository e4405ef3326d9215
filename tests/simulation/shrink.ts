import type { Step } from './step'

/** Drops chunks of steps, ever smaller ones, as long as what remains still fails. Stops after `mostMs`. */
export async function shrink(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
  mostMs: number,
): Promise<readonly Step[]> {
  const until = performance.now() + mostMs
  let present = steps
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < present.length;) {
      if (performance.now() > until) return present
      const fewer = [...present.slice(0, at), ...present.slice(at + size)]
      if (fewer.length > 0 && (await fails(fewer))) present = fewer
      else at += size
    }
  }
  return present
}
