/** Lets so many tasks run at once, the others in the order they came. */
export class AtOnce {
  private underWay = 0
  private readonly waiting: (() => void)[] = []

  constructor(private readonly most: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.underWay < this.most) this.underWay += 1
    else await new Promise<void>((begin) => this.waiting.push(begin))
    try {
      return await task()
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.underWay -= 1
      else next()
    }
  }
}
