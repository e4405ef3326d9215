import type { Frontier, FrontierLink } from '#shared/inspection/run/frontier'

/** Links of one site under way at once; most of them wait for their host's turn. */
const window = 256
const batch = 64

/** Works through a frontier that may grow meanwhile, up to `limit` links. The first error ends it. */
export async function drain(
  frontier: Frontier,
  limit: number,
  work: (link: FrontierLink) => Promise<void>,
): Promise<void> {
  let [underWay, taken, last] = [0, 0, 0]
  const failures: unknown[] = []
  let wake = (): void => undefined
  const begin = async (link: FrontierLink): Promise<void> => {
    underWay += 1
    try {
      await work(link)
    } catch (error) {
      failures.push(error)
    }
    underWay -= 1
    wake()
  }
  for (;;) {
    const room = Math.min(batch, limit - taken, window - underWay)
    const links = failures.length > 0 || room <= 0 ? [] : frontier.after(last, room)
    for (const link of links) void begin(link)
    taken += links.length
    last = links.at(-1)?.id ?? last
    if (links.length > 0) continue
    if (underWay === 0) break
    await new Promise<void>((done) => (wake = done))
  }
  if (failures.length > 0) throw failures[0]
}
