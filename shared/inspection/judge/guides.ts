import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import type { Static } from '@sinclair/typebox'
import type { guideThresholds } from './gathering-thresholds'

type Rules = Static<typeof guideThresholds>

/** A guide 办事指南 with the element classes that it lacks or leaves vague. */
export interface GuideState {
  readonly seen: SeenPage
  readonly name: string
  readonly missing: readonly string[]
  readonly vague: readonly string[]
}

/** Judges the pages below service columns that are guides; a page that shows too few elements may be anything. */
export function guideStates({ extras }: SiteContext, rules: Rules): GuideState[] {
  return (extras?.guides ?? []).filter(({ visit }) => !visit.isTruncated).flatMap((seen) => guideState(seen, rules))
}

function guideState(seen: SeenPage, { elements, recognised, vague }: Rules): GuideState[] {
  const name = seen.page.meta['articletitle'] ?? seen.page.title
  const text = seen.page.mainText
  const places = elements.flatMap((element) => placeOf(element, text))
  if (places.length < recognised) return []
  const shown = new Set(places.map(({ element }) => element))
  const missing = elements.filter((element) => !shown.has(element) && !(element.byTitle && name !== ''))
  const unclear = places.filter((place) => new RegExp(vague).test(valueOf(place, places, text)))
  return [{ seen, name, missing: missing.map(labelOf), vague: unclear.map(({ element }) => labelOf(element)) }]
}

type Element = Rules['elements'][number]

interface Place {
  readonly element: Element
  readonly from: number
  readonly to: number
}

function placeOf(element: Element, text: string): Place[] {
  const label = labelled(element.match).exec(text)
  return label === null ? [] : [{ element, from: label.index, to: label.index + label[0].length }]
}

const longestValue = 300

/** What stands between a label and the next one. */
function valueOf({ to }: Place, places: readonly Place[], text: string): string {
  const next = Math.min(to + longestValue, ...places.filter(({ from }) => from >= to).map(({ from }) => from))
  return text.slice(to, next)
}

const labelOf = ({ label }: { readonly label: string }): string => label

/** The words as a label: at the beginning of a cell, heading or line, before a colon or the end of the cell. */
const labelled = (match: string): RegExp =>
  new RegExp(`(?:^|[\\s:：、。；;【\\[（(.．\\d一二三四五六七八九十])(?:${match})\\s*(?:[:：】\\]）)\\s]|$)`)
