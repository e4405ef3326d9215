import { Value } from '@sinclair/typebox/value'
import { SealedDocument } from '#shared/contract/sealed-document'
import { changedPlaces, placeWords, type Place } from './places'
import { sealOf } from './seal-document'
import { verifySeal } from './sm2'
import { sm3OfValue } from './sm3'

/** What is wrong with which part of a document, in words for a reader. */
export interface Fault {
  readonly part: string
  readonly message: string
  /** Where within the part, if that can be told. */
  readonly place?: Place
}

/** Names of what isn't a part of its own. */
export const fileFormat = '文件格式'
export const manifestPart = '签名清单'
export const sealPart = '封印'
export const signaturePart = '签名'

const members = ['certificates', 'format', 'manifest', 'parts', 'seal', 'signature']

function formatFaults(document: unknown): Fault[] {
  const wrong = Value.Errors(SealedDocument, document).First()
  if (wrong) return [{ part: fileFormat, message: `不是完整的签名文件：${wrong.path || '/'} 缺失或格式不符` }]
  const foreign = Object.keys(document as SealedDocument).filter((name) => !members.includes(name))
  return foreign.map((name) => ({ part: fileFormat, message: `含有签名之外的内容“${name}”` }))
}

function partFault(name: string, { parts, manifest }: SealedDocument): Fault[] {
  if (!Object.hasOwn(parts, name)) return [{ part: name, message: `“${name}”部分缺失，签名清单中有其摘要` }]
  if (!Object.hasOwn(manifest.parts, name)) return [{ part: name, message: `“${name}”部分不在签名清单中，是后加的` }]
  if (sm3OfValue(parts[name]) === manifest.parts[name]) return []
  return changeFaults(name, parts[name], manifest.places?.[name])
}

function changeFaults(name: string, value: unknown, marks: string | undefined): Fault[] {
  const whole = `“${name}”部分的内容与签名时不符`
  const places = marks === undefined ? [] : changedPlaces(value, marks)
  if (places.length === 0) return [{ part: name, message: whole }]
  return places.map((place) => ({ part: name, place, message: `${whole}：${placeWords(place)}${idIn(value, place)}` }))
}

/** What a reader finds an entry by. */
function idIn(value: unknown, place: Place): string {
  const entry = place.reduce<unknown>((within, key) => (within as Record<string | number, unknown>)[key], value)
  const id: unknown =
    typeof entry === 'object' && entry !== null ? (Reflect.get(entry, 'id') ?? Reflect.get(entry, 'siteId')) : null
  return typeof id === 'string' ? `（编号 ${id}）` : ''
}

function partFaults(document: SealedDocument): Fault[] {
  const names = new Set([...Object.keys(document.parts), ...Object.keys(document.manifest.parts)])
  return [...names].sort().flatMap((name) => partFault(name, document))
}

/** The signature tells which of seal and manifest was changed when they differ. */
function sealFaults({ format, manifest, seal, signature }: SealedDocument): Fault[] {
  const { publicKey } = manifest.signer
  const proper = sealOf(format, manifest)
  if (verifySeal(proper, signature, publicKey))
    return seal === proper ? [] : [{ part: sealPart, message: '封印与签名清单不符，签名后被改动' }]
  if (seal === proper) return [{ part: signaturePart, message: '签名不是由清单中的公钥作出的，或签名被改动' }]
  const changed = { part: manifestPart, message: '格式名或签名清单与封印不符，签名后被改动' }
  if (verifySeal(seal, signature, publicKey)) return [changed]
  return [changed, { part: signaturePart, message: '签名校验未通过，签名、封印或公钥被改动' }]
}

/** Everything that is wrong with a sealed document, empty when it is as it was signed. Never throws. */
export function verifyDocument(document: unknown): readonly Fault[] {
  const faults = formatFaults(document)
  if (faults.length > 0) return faults
  const sealed = document as SealedDocument
  try {
    return [...partFaults(sealed), ...sealFaults(sealed)]
  } catch {
    return [{ part: fileFormat, message: '含有无法计算摘要的内容' }]
  }
}

/** Messages of the faults of a sealed document (`RuleContext.verify`). */
export const documentFaults = (document: SealedDocument): readonly string[] =>
  verifyDocument(document).map(({ part, message }) => `${part}：${message}`)
