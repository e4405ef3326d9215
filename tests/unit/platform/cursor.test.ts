import { describe, expect, it } from 'vitest'
import { readCursor, writeCursor } from '#platform/feed/cursor'

const owner = { incarnation: 'here', reader: 'everything' }
const place = { tx: '18446744073709551000', seq: 7 }

describe('a cursor of the change feed', () => {
  it('stands for its place, also where a transaction number outgrows a double', () => {
    expect(readCursor(writeCursor(owner, place), owner, '18446744073709551001')).toEqual(place)
  })

  it('may stand at the horizon, not above it', () => {
    expect(readCursor(writeCursor(owner, place), owner, place.tx)).toEqual(place)
    expect(() => readCursor(writeCursor(owner, place), owner, '18446744073709550999')).toThrow(
      expect.objectContaining({ code: 'incompatible' }),
    )
  })

  it.each([{ incarnation: 'elsewhere' }, { reader: 'one county' }])('belongs to %j alone', (other) => {
    const cursor = writeCursor({ ...owner, ...other }, place)
    expect(() => readCursor(cursor, owner, place.tx)).toThrow(expect.objectContaining({ code: 'incompatible' }))
  })

  it.each(['', '!', 'e30', Buffer.from('{"tx":-1}').toString('base64url')])(
    'is refused when it is none: %j',
    (text) => {
      expect(() => readCursor(text, owner, place.tx)).toThrow(expect.objectContaining({ code: 'invalid' }))
    },
  )
})
