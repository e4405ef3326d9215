interface Kept<T> {
  readonly value: Promise<T>
  readonly until: number
}

/** Remembers what was read a moment ago, for many requests at once; a failed read is not remembered. */
export class Recent<T> {
  private readonly kept = new Map<string, Kept<T>>()

  constructor(
    private readonly milliseconds: number,
    private readonly most: number,
  ) {}

  get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key)
    if (known && known.until > performance.now()) return known.value
    const value = read()
    this.kept.delete(key)
    this.kept.set(key, { value, until: performance.now() + this.milliseconds })
    value.catch(() => this.kept.delete(key))
    this.forgetOldest()
    return value
  }

  private forgetOldest(): void {
    const [oldest] = this.kept.keys()
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest)
  }
}
