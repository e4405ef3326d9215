import { codeOf, outcomeOfFailure } from '#shared/inspection/fetch/failure'
import { NameService } from '#shared/inspection/fetch/name-service'
import { expect, it } from 'vitest'

it.each([
  ['ECONNREFUSED', 'refused'],
  ['ENETUNREACH', 'failed-here'],
  ['EAI_AGAIN', 'failed-here'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['ENOTFOUND', 'unknown-host'],
  ['HPE_INVALID_CONSTANT', 'broken'],
])('tells by %s whose fault it is', (code, outcome) => {
  expect(outcomeOfFailure(code)).toBe(outcome)
})

it('finds the code of what caused an error', () => {
  const cause = Object.assign(new Error('x'), { code: 'ECONNRESET' })
  expect(codeOf(new Error('outer', { cause }))).toBe('ECONNRESET')
})

it('asks the witnesses once, and one answer is enough', async () => {
  const asked: string[] = []
  const names = new NameService(['a', 'b'], async (host) => {
    asked.push(host)
    if (host === 'a') throw new Error('ENOTFOUND')
  })
  expect([await names.isWorking(), await names.isWorking()]).toEqual([true, true])
  expect(asked).toEqual(['a', 'b'])
  expect(await new NameService([]).isWorking()).toBe(false)
})
