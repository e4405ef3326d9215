import type { CompiledRule } from './compiled-rule'
import { viewOf, type View, type ViewKind } from './fold/view'
import type { PartSearch } from './part-search'

const reach = 32

/** Originals looked at in one go: a run may be a whole page of numbers. */
const stride = 400

/** Identifiers: patterns of digits, tried where enough of them stand in a row. */
export function findNumbers(search: PartSearch): void {
  const { digitRuns, origin } = search.folded
  for (let at = 0; at < digitRuns.length; at += 2) {
    const [from = 0, to = 0] = [digitRuns[at], digitRuns[at + 1]]
    const last = origin[to - 1] as number
    for (let start = origin[from] as number; start <= last; start += stride)
      findBetween(search, start, Math.min(last, start + stride), to - from)
  }
}

function findBetween(search: PartSearch, start: number, last: number, count: number): void {
  const run = new Run(search.folded.original, start, last)
  for (const rule of search.compiled.numeric) if ((rule.rule.digits ?? 0) <= count) findIn(search, rule, run)
}

/** A stretch with many digits, with its views made when first asked for. */
class Run {
  private readonly views = new Map<ViewKind, View>()
  constructor(
    private readonly original: string,
    readonly start: number,
    readonly last: number,
  ) {}

  view(kind: ViewKind): View {
    const view = this.views.get(kind) ?? viewOf(this.original, this.start - reach, this.last + reach, kind)
    this.views.set(kind, view)
    return view
  }
}

function findIn(search: PartSearch, rule: CompiledRule, run: Run): void {
  const isFound = scan(search, rule, run.view(rule.rule.spaced ? 'spaced' : 'compact'), run, () => true)
  if (isFound || !rule.rule.disguised) return
  const numerals = run.view('numeral')
  if (numerals.text !== run.view('compact').text)
    scan(search, rule, numerals, run, (from, to) => isOneDisguise(search.folded.original, numerals, from, to))
}

function scan(
  search: PartSearch,
  rule: CompiledRule,
  view: View,
  run: Run,
  accepts: (from: number, to: number) => boolean,
): boolean {
  const pattern = rule.pattern as RegExp
  let isFound = false
  pattern.lastIndex = 0
  for (let match = pattern.exec(view.text); match; match = pattern.exec(view.text)) {
    const [from, to] = [match.index, match.index + match[0].length]
    const isInRun = (view.origin[to - 1] as number) >= run.start && (view.origin[from] as number) <= run.last
    const isHit = isInRun && accepts(from, to) && search.reportIn(rule, view, from, to)
    isFound ||= isHit
    if (!isHit) pattern.lastIndex = from + 1
  }
  return isFound
}

/** What stands between the digits of a number that is meant as one: always the same, or signs no figures have. */
function isOneDisguise(original: string, { origin }: View, from: number, to: number): boolean {
  const gaps = new Set<string>()
  for (let at = from; at + 1 < to; at++) {
    const gap = original.slice((origin[at] as number) + 1, origin[at + 1]).replace(/[\p{Cf}\p{M}\ufe0f]/gu, '')
    if (gap !== '') gaps.add(gap)
  }
  return (
    [...gaps].every((gap) => gap.length <= 3) &&
    (gaps.size <= 1 || ![...gaps].some((gap) => /[\d.,，、:：;；%/]/.test(gap)))
  )
}
