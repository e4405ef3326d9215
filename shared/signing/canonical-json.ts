import { AppError } from '#shared/contract/app-error'

/** Deeper values are refused, so that a hostile file can't exhaust the stack. */
const deepest = 500
const loneSurrogate = /\p{Surrogate}/u

const refuse = (what: string): never => {
  throw new AppError('invalid', `数据中有${what}，无法计算摘要，请检查数据来源`)
}

function text(value: string): string {
  return loneSurrogate.test(value) ? refuse('不完整的字符（孤立代理码元）') : JSON.stringify(value)
}

function record(value: object, depth: number): string {
  if (Object.prototype.toString.call(value) !== '[object Object]') return refuse('不能用 JSON 表示的对象')
  const members = Object.keys(value)
    .sort()
    .map((key) => `${text(key)}:${write(Reflect.get(value, key), depth)}`)
  return `{${members.join(',')}}`
}

function write(value: unknown, depth: number): string {
  if (depth > deepest) return refuse(`超过 ${deepest} 层的嵌套`)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : refuse('非有限的数值')
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`
  return typeof value === 'object' ? record(value, depth + 1) : refuse('不能用 JSON 表示的值')
}

/**
 * The one JSON text of a value (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as JavaScript
 * writes them.
 * @throws AppError `invalid` for undefined, functions, NaN and infinities, lone surrogates, and anything but plain
 * objects, arrays and scalars
 */
export const canonicalJson = (value: unknown): string => write(value, 0)
