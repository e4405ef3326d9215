import { foldTable } from './fold/fold-table'
import { viewOf, type View, type ViewKind } from './fold/view'
import { widthAt } from './fold/folded-text'
import { unitClass } from './fold/unit-class'

const reachBefore = 64
const reachAfter = 100

/** A stretch of the original: from `start` up to `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** How the characters of a phrase stand apart in the text. */
export interface Gaps {
  /** Between how many neighbours something visible stands. */
  readonly count: number
  /** Most characters in one gap. */
  readonly widest: number
  /** The most telling class of unit in a gap; 0 where there is none. */
  readonly kind: number
}

/** A phrase found in a text. */
export interface Place extends Span {
  /** The phrase as it was searched for. */
  readonly phrase: string
  readonly gaps: Gaps
  /** It is seen as the phrase, whatever was written. */
  readonly isDisguised: boolean
}

/** A view around a place, with the place in it as the phrase itself. */
export interface Window extends View {
  readonly start: number
  readonly end: number
}

export const noGaps: Gaps = { count: 0, widest: 0, kind: 0 }

/** What stands between the characters at `from` up to `to` of a folded text, told by their origins. */
export function gapsBetween(original: string, origin: ArrayLike<number>, from: number, to: number): Gaps {
  let gaps = noGaps
  for (let at = from; at + 1 < to; at++) {
    const end = (origin[at] as number) + widthAt(original, origin[at] as number)
    gaps = withGap(original, gaps, end, origin[at + 1] as number)
  }
  return gaps
}

function withGap(original: string, gaps: Gaps, start: number, end: number): Gaps {
  const { word } = foldTable()
  let [width, kind] = [0, gaps.kind]
  for (let at = start; at < end; at++) {
    const unit = word[original.charCodeAt(at)] as number
    if (unit === unitClass.invisible) continue
    width++
    kind = Math.max(kind, Math.min(unit, unitClass.bracket))
  }
  return width === 0 ? gaps : { count: gaps.count + 1, widest: Math.max(gaps.widest, width), kind }
}

/** One text with what is looked up in it again and again. */
export class TextUnderCheck {
  private known = ''
  private readonly windows = new Map<ViewKind, Window>()

  constructor(readonly original: string) {}

  /** Without spaces. */
  compact(place: Place): Window {
    return this.window(place, 'compact')
  }

  /** Without whatever may have been put in to deceive. */
  squeezed(place: Place): Window {
    return this.window(place, place.gaps.kind === unitClass.line ? 'downward' : 'squeezed')
  }

  private window(place: Place, kind: ViewKind): Window {
    // Several rules look at the same place one after the other.
    const asked = `${place.start} ${place.end} ${place.isDisguised ? place.phrase : ''}`
    if (this.known !== asked) this.windows.clear()
    this.known = asked
    const known = this.windows.get(kind)
    if (known) return known
    const made = this.around(place, kind)
    this.windows.set(kind, made)
    return made
  }

  private around(place: Place, kind: ViewKind): Window {
    const { start, end } = place
    const before = viewOf(this.original, start - reachBefore, start, kind)
    const inside = place.isDisguised ? this.asPhrase(place) : viewOf(this.original, start, end, kind)
    const after = viewOf(this.original, end, end + reachAfter, kind, inside.text.charCodeAt(inside.text.length - 1))
    const origin = new Int32Array(before.origin.length + inside.origin.length + after.origin.length)
    origin.set(before.origin)
    origin.set(inside.origin, before.origin.length)
    origin.set(after.origin, before.origin.length + inside.origin.length)
    return {
      text: before.text + inside.text + after.text,
      origin,
      start: before.text.length,
      end: before.text.length + inside.text.length,
    }
  }

  /** The phrase itself; its first character stands at the start of the place, the last at its end. */
  private asPhrase({ phrase, start, end }: Place): View {
    const last = end >= 2 && widthAt(this.original, end - 2) === 2 ? end - 2 : end - 1
    return { text: phrase, origin: Array.from(phrase, (_, index) => (index === phrase.length - 1 ? last : start)) }
  }
}
