/** @throws Error where nothing was measured */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value below which 95 of 100 lie. */
export const p95 = (values: readonly number[]): number => quantile(values, 0.95)

/** Ours and the floor turn by turn, so that both see the same hour of the machine. */
export async function alternating<A, B>(
  times: number,
  ours: () => Promise<A>,
  floor: () => Promise<B>,
): Promise<{ readonly ours: readonly A[]; readonly floors: readonly B[] }> {
  const measured: { ours: A[]; floors: B[] } = { ours: [], floors: [] }
  for (let time = 0; time < times; time += 1) {
    measured.floors.push(await floor())
    measured.ours.push(await ours())
  }
  return measured
}
