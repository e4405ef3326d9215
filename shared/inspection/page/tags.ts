/** An opening tag of interest, with the value of the attribute of interest. */
export interface Tag {
  readonly element: string
  readonly value: string
}

/** Elements whose content is text, whatever it looks like. */
const textual = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])
/** Inside these, tags that are closed at once have no content, and text is not what it is elsewhere. */
const foreign = new Set(['svg', 'math'])
const longestName = 10

const [tab, lineFeed, formFeed, carriageReturn, space] = [9, 10, 12, 13, 32] as const
const [bang, doubleQuote, singleQuote, slash, equals, greater, question] = [33, 34, 39, 47, 61, 62, 63] as const

const isBlank = (code: number): boolean =>
  code === space || code === lineFeed || code === tab || code === carriageReturn || code === formFeed
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

/**
 * Walks through the markup of a page, as a browser would cut it into tags, and yields those that lead somewhere:
 * `wanted` names the attribute by element. Text is passed over in leaps.
 */
export function* tagsOf(html: string, wanted: ReadonlyMap<string, string>): Generator<Tag> {
  const reader = new TagReader(html)
  let inForeign = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', reader.at)) {
    const next = html.charCodeAt(at + 1)
    if (next === bang || next === question) reader.at = endOfDeclaration(html, at)
    else if (next === slash) {
      if (inForeign > 0 && foreign.has(nameAt(html, at + 2))) inForeign -= 1
      reader.at = after(html, '>', at)
    } else if (isLetter(next)) {
      const element = nameAt(html, at + 1)
      const value = reader.attributeOf(at + 1, wanted.get(element))
      if (reader.at < 0) return
      if (value !== undefined) yield { element, value }
      if (foreign.has(element)) inForeign += 1
      else if (element === 'plaintext') return
      else if (inForeign === 0 && textual.has(element)) reader.at = endOfText(html, element, reader.at)
    } else reader.at = at + 1
    if (reader.at < 0) return
  }
}

/** Name of the element whose tag begins here; '' for one that is longer than any that matters. */
function nameAt(html: string, start: number): string {
  let end = start
  for (let code = html.charCodeAt(end); end - start <= longestName; code = html.charCodeAt((end += 1)))
    if (isBlank(code) || code === slash || code === greater || Number.isNaN(code)) break
  return end - start > longestName ? '' : html.slice(start, end).toLowerCase()
}

/** Place behind the next `text`; -1 where there is none any more. */
function after(html: string, text: string, from: number): number {
  const at = html.indexOf(text, from)
  return at < 0 ? -1 : at + text.length
}

function endOfDeclaration(html: string, at: number): number {
  if (!html.startsWith('<!--', at)) return after(html, '>', at)
  if (html.startsWith('>', at + 4)) return at + 5
  if (html.startsWith('->', at + 4)) return at + 6
  const end = after(html, '-->', at + 4)
  const early = html.slice(at + 4, end < 0 ? undefined : end).indexOf('--!>')
  return early < 0 ? end : at + early + 8
}

function endOfText(html: string, element: string, from: number): number {
  const end = new RegExp(`</${element}(?=[\\s/>])`, 'gi')
  end.lastIndex = from
  return end.exec(html)?.index ?? -1
}

/** Reads the attributes of a tag. */
class TagReader {
  /** Behind the tag read last; -1 where it never ended. */
  at = 0

  constructor(private readonly html: string) {}

  /** The value of an attribute, where the tag that begins here has it; the first one counts. */
  attributeOf(start: number, wanted: string | undefined): string | undefined {
    const { html } = this
    let found: string | undefined
    this.at = this.endOfName(start)
    for (;;) {
      const code = this.skipTo()
      if (code === greater) {
        this.at += 1
        return found
      }
      if (Number.isNaN(code)) {
        this.at = -1
        return undefined
      }
      const from = this.at
      this.at = this.endOfName(from + 1, true)
      const isWanted = wanted?.length === this.at - from && html.slice(from, this.at).toLowerCase() === wanted
      const value = this.value()
      if (value === undefined) return undefined
      if (isWanted) found ??= html.slice(...value)
    }
  }

  /** Past blanks and slashes; answers what stands there, NaN at the end of the page. */
  private skipTo(): number {
    let code = this.html.charCodeAt(this.at)
    while (isBlank(code) || code === slash) code = this.html.charCodeAt((this.at += 1))
    return code
  }

  private endOfName(from: number, isAttribute = false): number {
    let at = from
    for (let code = this.html.charCodeAt(at); ; code = this.html.charCodeAt((at += 1)))
      if (isBlank(code) || code === slash || code === greater || Number.isNaN(code) || (isAttribute && code === equals))
        return at
  }

  private skipBlanks(): number {
    let code = this.html.charCodeAt(this.at)
    while (isBlank(code)) code = this.html.charCodeAt((this.at += 1))
    return code
  }

  /** Begin and end of the value behind a name, empty where it has none; undefined where the page ends in it. */
  private value(): readonly [from: number, end: number] | undefined {
    if (this.skipBlanks() !== equals) return [this.at, this.at]
    this.at += 1
    const quote = this.skipBlanks()
    const from = this.at
    if (quote !== doubleQuote && quote !== singleQuote) return [from, (this.at = this.endOfBare(from))]
    const end = this.html.indexOf(quote === doubleQuote ? '"' : "'", from + 1)
    this.at = end < 0 ? -1 : end + 1
    return end < 0 ? undefined : [from + 1, end]
  }

  private endOfBare(from: number): number {
    let at = from
    for (let code = this.html.charCodeAt(at); ; code = this.html.charCodeAt((at += 1)))
      if (isBlank(code) || code === greater || Number.isNaN(code)) return at
  }
}
