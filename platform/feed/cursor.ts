import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { AppError, isAppError } from '#shared/contract/app-error'

/** A place in the feed: everything up to this transaction and number was handed out. */
export interface Place {
  /** Transaction number (xid8), as text since it outgrows what JavaScript counts exactly. */
  readonly tx: string
  readonly seq: number
}

const Cursor = Type.Object({
  incarnation: Type.String(),
  reader: Type.String(),
  tx: Type.String({ pattern: '^\\d{1,20}$' }),
  seq: Type.Integer({ minimum: 0 }),
})
type Cursor = Static<typeof Cursor>

/** Which database and which reader a cursor belongs to. */
export type CursorOwner = Pick<Cursor, 'incarnation' | 'reader'>

const again = (why: string) => new AppError('incompatible', `${why}，需要重新获取全部数据；待提交的内容不受影响`)

export const writeCursor = (owner: CursorOwner, { tx, seq }: Place): string =>
  Buffer.from(JSON.stringify({ ...owner, tx, seq })).toString('base64url')

function parse(text: string): Cursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Value.Check(Cursor, value)) return value
  } catch {
    // Told below: text that is no JSON is no cursor either.
  }
  throw new AppError('invalid', '同步位置无法识别，请重新获取全部数据')
}

/**
 * Whether what was read at this place belongs to the history of this database; rights may have changed since.
 * @throws AppError `incompatible` where it doesn't, or can't be recognised
 */
export function assertOfThisHistory(text: string, incarnation: string, horizon: string): void {
  try {
    readCursor(text, { incarnation, reader: parse(text).reader }, horizon)
  } catch (error) {
    if (!isAppError(error)) throw error
    throw again('平台数据库已恢复或更换')
  }
}

/**
 * The place a cursor stands for.
 * @throws AppError `incompatible` where it belongs to another incarnation or other rights, or lies in a future that this
 * database has not seen: the console takes a new snapshot
 */
export function readCursor(text: string, owner: CursorOwner, horizon: string): Place {
  const { incarnation, reader, tx, seq } = parse(text)
  if (incarnation !== owner.incarnation) throw again('平台数据库已恢复或更换')
  if (reader !== owner.reader) throw again('当前账号的权限范围已变更')
  if (BigInt(tx) > BigInt(horizon)) throw again('同步位置超前于平台')
  return { tx, seq }
}
