/** A piece of RTF: a group's begin or end, a control word, bytes of text, or binary data. */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | undefined }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }

const code = { backslash: 0x5c, open: 0x7b, close: 0x7d, quote: 0x27, blank: 0x20, minus: 0x2d }
const isLetter = (byte: number) => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a)
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39
const isSpecial = (byte: number) => byte === code.backslash || byte === code.open || byte === code.close

/** Cuts RTF 1.9 into tokens. Line ends of the file mean nothing. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0
    if (byte === code.open || byte === code.close) {
      yield { kind: byte === code.open ? 'open' : 'close' }
      at++
    } else if (byte === code.backslash) at = yield* control(bytes, at + 1)
    else {
      const end = textEnd(bytes, at)
      const text = bytes.subarray(at, end).filter((each) => each !== 10 && each !== 13)
      if (text.length > 0) yield { kind: 'bytes', bytes: text }
      at = end
    }
  }
}

function textEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && !isSpecial(bytes[at] ?? 0)) at++
  return at
}

function* control(bytes: Uint8Array, at: number): Generator<RtfToken, number> {
  const first = bytes[at] ?? 0
  if (isLetter(first)) return yield* word(bytes, at)
  if (first === code.quote) {
    const value = parseInt(Buffer.from(bytes.subarray(at + 1, at + 3)).toString('latin1'), 16)
    if (!Number.isNaN(value)) yield { kind: 'bytes', bytes: Uint8Array.of(value) }
    return at + 3
  }
  if (isSpecial(first)) yield { kind: 'bytes', bytes: Uint8Array.of(first) }
  else yield { kind: 'word', name: String.fromCharCode(first), value: undefined }
  return at + 1
}

function* word(bytes: Uint8Array, from: number): Generator<RtfToken, number> {
  let at = from
  while (isLetter(bytes[at] ?? 0) && at - from < 32) at++
  const name = Buffer.from(bytes.subarray(from, at)).toString('latin1')
  const digitsFrom = at
  if (bytes[at] === code.minus && isDigit(bytes[at + 1] ?? 0)) at++
  while (isDigit(bytes[at] ?? 0) && at - digitsFrom < 11) at++
  const value = at > digitsFrom ? Number(Buffer.from(bytes.subarray(digitsFrom, at)).toString('latin1')) : undefined
  if (bytes[at] === code.blank) at++
  if (name !== 'bin') {
    yield { kind: 'word', name, value }
    return at
  }
  const end = Math.min(bytes.length, at + Math.max(0, value ?? 0))
  yield { kind: 'binary', bytes: bytes.subarray(at, end) }
  return end
}
