const step = Math.log(1.02)

/** Many measured values in little memory: each is kept to within two per cent. */
export class Distribution {
  readonly #buckets = new Map<number, number>()
  #count = 0
  #largest = 0

  add(value: number): void {
    const bucket = Math.ceil(Math.log(Math.max(value, 0.01)) / step)
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1)
    this.#count += 1
    this.#largest = Math.max(this.#largest, value)
  }

  get count(): number {
    return this.#count
  }

  get largest(): number {
    return this.#largest
  }

  /** The value that this share of all stays at or below; 0 where nothing was measured. */
  quantile(share: number): number {
    let left = share * this.#count
    for (const [bucket, count] of [...this.#buckets].sort(([a], [b]) => a - b)) {
      left -= count
      if (left <= 0) return Math.min(Math.exp(bucket * step), this.#largest)
    }
    return 0
  }
}
