import type { Store } from '#core/store/store'
import type { SqlValue } from '#core/store/store'

/** Row keys in the order of a query. They come as one text: crossing into JavaScript once is four times faster than once a row. */
export function keyList(store: Store, select: string, values: readonly SqlValue[]): Int32Array {
  const row = store.get<{ keys: string | null }>(`SELECT group_concat(key) AS keys FROM (${select})`, ...values)
  return row?.keys ? parseKeys(row.keys) : new Int32Array(0)
}

const comma = 44

function parseKeys(text: string): Int32Array {
  const keys = new Int32Array(count(text) + 1)
  let position = 0
  let key = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === comma) {
      keys[position] = key
      position += 1
      key = 0
    } else {
      key = key * 10 + code - 48
    }
  }
  keys[position] = key
  return keys
}

function count(text: string): number {
  let commas = 0
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) commas += 1
  return commas
}

/** The keys of `ordered` that are in `wanted`, in their order. */
export function intersection(ordered: Int32Array, wanted: Int32Array): Int32Array {
  let highest = 0
  for (const key of wanted) if (key > highest) highest = key
  const isWanted = new Uint8Array(highest + 1)
  for (const key of wanted) isWanted[key] = 1
  return ordered.filter((key) => isWanted[key] === 1)
}

/** The keys that are in either. */
export function union(one: Int32Array, other: Int32Array): Int32Array {
  const both = new Int32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
