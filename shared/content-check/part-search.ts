import type { HitSeverity } from '#shared/contract/hit'
import type { CompiledPack } from './compiled-pack'
import type { CompiledRule } from './compiled-rule'
import { originalRange, viewOf, type View } from './fold/view'
import type { FoldedText } from './fold/folded-text'
import type { CheckContext } from './hit'
import { replacementFor } from './replacement'
import { columnHeader } from './table-header'
import { TextUnderCheck } from './text-under-check'

const reach = 24
const mostOfOneRule = 2000
const titleReach = 60
const secrecyEducation = /保密|密码/
const severities: readonly HitSeverity[] = ['hint', 'review', 'block']

export interface FoundHit {
  readonly rule: CompiledRule
  readonly severity: HitSeverity
  readonly start: number
  readonly end: number
  /** What should stand there instead, where the rule knows it. */
  readonly replacement: string | undefined
}

/** The search in one text: what is looked up in it, and what was found. */
export class PartSearch {
  readonly text: TextUnderCheck
  /** Place of the rule, start, end and severity of each hit. */
  private hits = new Int32Array(64)
  private length = 0
  private readonly known = new Set<string>()

  constructor(
    readonly compiled: CompiledPack,
    readonly folded: FoldedText,
    readonly context: CheckContext,
  ) {
    this.text = new TextUnderCheck(folded.original)
  }

  private readonly counts = new Map<CompiledRule, number>()

  /** Whether a rule was found so often that further places say nothing new: a text made to slow the check down. */
  isEnough(rule: CompiledRule): boolean {
    return (this.counts.get(rule) ?? 0) >= mostOfOneRule
  }

  /** How many hits there are. */
  get size(): number {
    return this.length / 4
  }

  found(): FoundHit[] {
    return Array.from({ length: this.size }, (_, index) => {
      const [place = 0, start = 0, end = 0, severity = 0] = this.hits.subarray(index * 4, index * 4 + 4)
      const rule = this.compiled.rules[place] as CompiledRule
      const replacement = replacementFor(rule, this.folded.original.slice(start, end))
      return { rule, severity: severities[severity] ?? 'review', start, end, replacement }
    })
  }

  /** A hit of a rule that asks nothing of its surroundings. */
  put({ index, severityNumber }: CompiledRule, start: number, end: number): void {
    this.keep(index, start, end, severityNumber)
  }

  private keep(index: number, start: number, end: number, severity: number): void {
    if (this.length === this.hits.length) {
      const larger = new Int32Array(this.length * 4)
      larger.set(this.hits)
      this.hits = larger
    }
    this.hits[this.length] = index
    this.hits[this.length + 1] = start
    this.hits[this.length + 2] = end
    this.hits[this.length + 3] = severity
    this.length += 4
  }

  /** The match of a rule in a view, unless its surroundings speak against it. */
  reportIn(rule: CompiledRule, view: View, from: number, to: number, severity?: HitSeverity): boolean {
    if (!this.applies(rule) || from >= to) return false
    const [start, end] = originalRange(view, this.folded.original, from, to)
    const { text } = view
    const before = text.slice(Math.max(0, from - reach), from)
    if (rule.unlessBefore?.test(before) || rule.unlessAfter?.test(text.slice(to, to + reach))) return false
    if (rule.requiresBefore && !rule.requiresBefore.test(before)) return false
    if (rule.requiresAfter && !rule.requiresAfter.test(text.slice(to, to + reach))) return false
    const value = text.slice(from, to).replace(/[ -]/g, '')
    if (rule.validator && !rule.validator.accepts(value, before, this.context)) return false
    return this.report(rule, start, end, severity)
  }

  /** A hit at a stretch of the original, unless it stands in a title or quotation that excuses it. */
  report(rule: CompiledRule, start: number, end: number, own?: HitSeverity): boolean {
    const { unless, quoted } = rule.rule
    if (!this.applies(rule)) return false
    const isTitle = (unless?.title || quoted) !== undefined && standsInTitle(this.folded.original, start)
    if (isTitle && unless?.title) return false
    if (unless?.quotation && isQuotation(this.folded.original, start, end)) return false
    const key = `${rule.index} ${start} ${end}`
    if (this.known.has(key)) return true
    this.known.add(key)
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1)
    this.keep(rule.index, start, end, severities.indexOf(own ?? this.severityOf(rule, isTitle, start)))
    return true
  }

  /** Looks for a pattern without anchors through the whole text: slow. */
  scan(rule: CompiledRule): void {
    const view = this.whole()
    const pattern = rule.pattern as RegExp
    pattern.lastIndex = 0
    for (let match = pattern.exec(view.text); match; match = pattern.exec(view.text)) {
      const isHit = this.reportIn(rule, view, match.index, match.index + match[0].length)
      // What a refused match swallowed may begin another one.
      if (!isHit) pattern.lastIndex = match.index + 1
    }
  }

  private wholeView: View | undefined
  private whole(): View {
    const { original } = this.folded
    return (this.wholeView ??= viewOf(original, 0, original.length, 'compact'))
  }

  private applies({ rule: { validFrom, validTo } }: CompiledRule): boolean {
    const { date } = this.context
    if (date === undefined) return true
    return (validFrom === undefined || validFrom <= date) && (validTo === undefined || date <= validTo)
  }

  private severityOf({ rule, header }: CompiledRule, isTitle: boolean, start: number): HitSeverity {
    if (rule.quoted && (isTitle || secrecyEducation.test(this.context.column ?? ''))) return rule.quoted
    if (rule.inTable && header?.test(columnHeader(this.folded.original, start) ?? '')) return rule.inTable.severity
    // Names that were right until a day: of a text whose day is not known that can only be hinted at.
    return rule.validFrom && this.context.date === undefined && rule.severity === 'review' ? 'hint' : rule.severity
  }
}

/** Whether the nearest 《 or 》 in front, on the same line, opens a title. */
function standsInTitle(original: string, at: number): boolean {
  for (let index = at - 1; index >= 0 && index > at - titleReach; index--) {
    const character = original.charAt(index)
    if (character === '《') return true
    if (character === '》' || character === '\n') return false
  }
  return false
}

const isQuotation = (original: string, start: number, end: number) =>
  /[“"‘「『]\s*$/.test(original.slice(Math.max(0, start - 3), start)) &&
  /^\s*[”"’」』]/.test(original.slice(end, end + 3))
