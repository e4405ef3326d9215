export interface JsonFault {
  /** UTF-16 offset of the first token that can't stand where it stands. */
  readonly offset: number
  /** Name of the sealed part that the fault lies in, null outside of the parts. */
  readonly within: string | null
}

const space = '[\\t\\n\\r ]*'
const string = '"(?:[^"\\\\\\u0000-\\u001f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
const number = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?'
const token = new RegExp(`${space}(${string}|${number}|true|false|null|[{}[\\],:])`, 'y')

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end'
interface Open {
  readonly bracket: string
  /** The member that is being read. */
  key: string
}

const kindOf = (text: string): string => (text.startsWith('"') ? 'string' : '{}[],:'.includes(text) ? text : 'scalar')

function mayStand(kind: string, expected: Expected, open: Open | undefined): boolean {
  if (expected.startsWith('key')) return kind === 'string' || (expected === 'key or }' && kind === '}')
  if (expected === ':') return kind === ':'
  if (expected === ', or end')
    return open !== undefined && (kind === ',' || kind === (open.bracket === '{' ? '}' : ']'))
  return ['string', 'scalar', '{', '['].includes(kind) || (expected === 'value or ]' && kind === ']')
}

function after(kind: string, expected: Expected, open: Open | undefined): Expected {
  if (kind === '{') return 'key or }'
  if (kind === '[') return 'value or ]'
  if (kind === ':') return 'value'
  if (kind === ',') return open?.bracket === '{' ? 'key' : 'value'
  return expected.startsWith('key') && kind === 'string' ? ':' : ', or end'
}

/** Where a text that JSON.parse refuses stops being JSON, and in which part of a sealed document that is. */
export function jsonFault(text: string): JsonFault {
  const opened: Open[] = []
  let expected: Expected = 'value'
  let offset = 0
  for (;;) {
    token.lastIndex = offset
    const found = token.exec(text)?.[1]
    const kind = found === undefined ? '' : kindOf(found)
    const open = opened.at(-1)
    if (found === undefined || !mayStand(kind, expected, open)) break
    if (open && expected.startsWith('key') && kind === 'string') open.key = String(JSON.parse(found))
    if (kind === '{' || kind === '[') opened.push({ bracket: kind, key: '' })
    if (kind === '}' || kind === ']') opened.pop()
    expected = after(kind, expected, open)
    offset = token.lastIndex
  }
  return { offset, within: opened[0]?.key === 'parts' ? (opened[1]?.key ?? null) : null }
}
