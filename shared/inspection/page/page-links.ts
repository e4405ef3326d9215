import { Parser } from 'htmlparser2'
import { absoluteAddress } from './address'
import { decodeText } from './charset'
import { linkAttribute } from './elements'
import { tagsOf, type Tag } from './tags'

/** Attribute that leads somewhere, by element; `image` is what browsers read as `img`. */
const wanted = new Map(Object.entries(linkAttribute).map(([element, [attribute]]) => [element, attribute]))
wanted.set('image', 'src')
wanted.set('base', 'href')

/**
 * Addresses that a page leads to, each once, in the order of its markup: the same as those of `parsePage`, at a fraction
 * of its cost, for pages of which nothing else is of interest. `ascii` is the page with a character for each byte, which
 * is enough to find its tags; what they name is read by the charset. Never throws.
 */
export function linksOf(ascii: string, charset: string, url: string): string[] {
  const links = new Set<string>()
  let base = url
  for (const tag of tagsOf(ascii, wanted)) {
    const address = absoluteAddress(valueOf(tag, charset), base)
    if (address === undefined) continue
    if (tag.element === 'base') base = address
    else links.add(address)
  }
  return [...links]
}

const isAscii = /^[\0-\x7f]*$/

function valueOf({ value }: Tag, charset: string): string {
  const text = isAscii.test(value) ? value : decodeText(Buffer.from(value, 'latin1'), charset)
  return text.includes('&') ? withoutEntities(text) : text
}

/** An attribute's value as a browser reads it. */
function withoutEntities(value: string): string {
  const quote = value.includes('"') ? "'" : '"'
  let read = value
  const parser = new Parser({ onattribute: (_name, decoded) => void (read = decoded) })
  parser.end(`<a x=${quote}${value}${quote}>`)
  return read
}
