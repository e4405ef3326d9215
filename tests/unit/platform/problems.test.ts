import { describe, expect, it } from 'vitest'
import { isConnectionFailure } from '#platform/http/problems'

const failure = (code: string, message = 'x') => Object.assign(new Error(message), { code })

describe('a failure of the database connection', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '08006', '53300', '57014'])('is worth another try: %s', (code) => {
    expect(isConnectionFailure(failure(code))).toBe(true)
  })

  it.each(['23505', '22P05', '42P01'])('is not any other complaint of PostgreSQL: %s', (code) => {
    expect(isConnectionFailure(failure(code))).toBe(false)
  })

  it('is also a connection that ended without a code', () => {
    expect(isConnectionFailure(new Error('Connection terminated unexpectedly'))).toBe(true)
  })
})
