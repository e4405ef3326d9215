import { canonicalJson } from './canonical-json'
import { sm3OfValue } from './sm3'

/** Where a value stands in a part: keys and indexes from the part down. */
export type Place = readonly (string | number)[]

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOfRecords = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.some(isRecord)

/** Deeper than the part's own entries only into lists of records, and into what holds one. */
const isEntered = (value: unknown, depth: number): boolean =>
  isListOfRecords(value) || (isRecord(value) && (depth === 0 || Object.values(value).some(isListOfRecords)))

const entriesOf = (value: unknown): readonly (readonly [string | number, unknown])[] =>
  Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value as object).sort(([one], [other]) => (one < other ? -1 : 1))

/** The places of a part by which a change is told: its entries, those of its lists, and so on down. */
export const placesOf = (value: unknown, at: Place = []): readonly (readonly [Place, unknown])[] =>
  isEntered(value, at.length)
    ? entriesOf(value).flatMap(([key, entry]) => placesOf(entry, [...at, key]))
    : [[at, value]]

const markLength = 8

/** Short marks of a part's places, one after the other: enough to tell which of them was changed, not to prove that none was. */
export const marksOf = (value: unknown): string =>
  placesOf(value)
    .map(([, entry]) => sm3OfValue(entry).slice(0, markLength))
    .join('')

/** The places whose marks are others than these; none where the places themselves are others. */
export function changedPlaces(value: unknown, marks: string): readonly Place[] {
  const places = placesOf(value)
  if (places.length * markLength !== marks.length) return []
  return places
    .filter(
      ([, entry], at) => sm3OfValue(entry).slice(0, markLength) !== marks.slice(at * markLength, (at + 1) * markLength),
    )
    .map(([place]) => place)
}

/** `findings[3].detail` */
export const placeWords = (place: Place): string =>
  place.map((key, at) => (typeof key === 'number' ? `[${key}]` : at === 0 ? key : `.${key}`)).join('')

/** Where the canonical JSON of what stands at a place begins and ends in that of the whole, in bytes. */
export function byteRange(whole: unknown, [key, ...deeper]: Place): readonly [from: number, to: number] {
  if (key === undefined) return [0, bytesOf(whole)]
  let offset = 1
  for (const [name, entry] of entriesOf(whole)) {
    offset += typeof name === 'number' ? 0 : bytesOf(name) + 1
    if (name === key) {
      const [from, to] = byteRange(entry, deeper)
      return [offset + from, offset + to]
    }
    offset += bytesOf(entry) + 1
  }
  return [offset, offset]
}

const bytesOf = (value: unknown): number => Buffer.byteLength(canonicalJson(value))
