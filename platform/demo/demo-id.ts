import { chance } from './chance'

/** Milliseconds at which everything that was always there counts as made: its ids do not depend on the day the demo is created. */
export const foundingTime = Date.parse('2018-01-02T01:00:00.000Z')

/** An id in the shape of a UUIDv7: from its time, the kind of thing, and its number, by which ids of one time are in order. */
export function demoId(kind: string, number: number, at: number = foundingTime): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const kindBits = (chance('kind', kind) & 0xfff).toString(16).padStart(3, '0')
  const order = (0x8000 + (chance('id', kind) & 0x3fff)).toString(16)
  const count = number.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kindBits}-${order}-${count}`
}

export const instant = (at: number): string => new Date(at).toISOString()
