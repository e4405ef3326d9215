import type { SealedDocument } from '#shared/contract/sealed-document'
import { canonicalJson } from './canonical-json'
import { jsonFault } from './json-fault'
import { byteRange } from './places'
import { fileFormat, verifyDocument, type Fault } from './verify-document'

export interface VerifiedFile {
  /** Absent where the file isn't a sealed document at all. */
  readonly document?: SealedDocument
  readonly faults: readonly Fault[]
}

const encode = (text: string) => new TextEncoder().encode(text)
const atByte = (position: number) => `第 ${position + 1} 字节`

/** First byte in which two differ; where one ends when it is a beginning of the other; -1 when they are equal. */
function firstDifference(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length)
  for (let at = 0; at < shared; at += 1) if (one[at] !== other[at]) return at
  return one.length === other.length ? -1 : shared
}

const fault = (message: string): VerifiedFile => ({ faults: [{ part: fileFormat, message }] })

function parse(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    const { offset, within } = jsonFault(text)
    const place = within ? `，在“${within}”部分之内` : ''
    return { problem: `${atByte(encode(text.slice(0, offset)).length)}起不是合法的 JSON${place}` }
  }
}

/** The document's only form is its canonical JSON; one newline that an editor adds at the end is let pass. */
function formFaults(value: unknown, bytes: Uint8Array): Fault[] {
  const canonical = encode(canonicalJson(value))
  const tail = bytes.length === canonical.length + 1 && bytes.at(-1) === 0x0a
  const position = firstDifference(tail ? bytes.subarray(0, -1) : bytes, canonical)
  return position < 0
    ? []
    : [{ part: fileFormat, message: `${atByte(position)}与规范形式不同，文件被改写过（空白、转义、顺序或重复的键）` }]
}

/**
 * Verifies a file to the byte: UTF-8, JSON, its canonical form, then every part, the manifest, the seal and the
 * signature. Any changed byte is found. Never throws.
 */
export function verifyFile(bytes: Uint8Array): VerifiedFile {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const damaged = firstDifference(bytes, encode(text))
  if (damaged >= 0) return fault(`${atByte(damaged)}不是合法的 UTF-8`)
  const parsed = parse(text)
  if ('problem' in parsed) return fault(parsed.problem)
  return verifyValue(parsed.value, bytes)
}

function verifyValue(value: unknown, bytes: Uint8Array): VerifiedFile {
  const faults = verifyDocument(value)
  const unusable = faults.some(({ part }) => part === fileFormat)
  if (unusable) return { faults }
  const document = value as SealedDocument
  return { document, faults: [...formFaults(value, bytes), ...faults.map((each) => located(each, document))] }
}

/** Says in which bytes of the file a changed entry stands. */
function located(fault: Fault, document: SealedDocument): Fault {
  if (!fault.place) return fault
  const [from, to] = byteRange(document, ['parts', fault.part, ...fault.place])
  return { ...fault, message: `${fault.message}，文件第 ${from + 1}–${to} 字节` }
}
