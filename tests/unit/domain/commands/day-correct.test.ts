import { describe, expect, it } from 'vitest'
import { rule as correct } from '#shared/domain/commands/day-correct'
import { buildLogCorrection, logCorrectionFormat } from '#shared/domain/log-correction'
import type { ToSeal } from '#shared/signing/seal-document'
import { aDay, anOperator, aSealedDocument, aSigningKey, aSignOff, ids, testId, today } from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const signer = anOperator(['inspection-signer'])
const corrected = aSignOff()
const last = aSignOff({ id: testId(90), day: '2026-03-04' })
const [reason, text] = ['漏记一个子站', '云岭市门户网站当日首页无法访问，应计为属实问题。']
const args = {
  signOffId: testId(91),
  day: today,
  correctsId: corrected.id,
  previousId: last.id,
  keyId: ids.key,
  reason,
  text,
}
const state = {
  today: aDay({ state: 'signed', inspectorIds: [testId(99)], signOffId: corrected.id }),
  corrected,
  key: aSigningKey(),
  previous: last,
  followers: [],
}
const entry = (over: Partial<ToSeal> = {}) =>
  aSealedDocument({
    format: logCorrectionFormat,
    parts: buildLogCorrection(corrected, reason, text),
    previous: { day: last.day, seal: last.seal },
    ...over,
  })
const correcting = (over: object = {}, otherArgs: object = {}) =>
  correct.decide({ ...state, ...over }, { ...args, document: entry(), ...otherArgs }, contextOf(signer))

describe('day.correct', () => {
  it('adds an entry that names the log by its seal, and touches nothing that was signed', () => {
    const changes = correcting()
    expect(changes).toHaveLength(1)
    expect(saved(changes, 'signOff')[0]).toMatchObject({
      version: 0,
      day: today,
      correctsId: corrected.id,
      previousId: last.id,
      document: { parts: { correction: { corrects: { day: today, seal: corrected.seal }, reason, text } } },
    })
  })

  it.each([
    ['one’s own inspection', { today: aDay({ inspectorIds: [signer.id] }) }, {}, 'rule'],
    ['another day', { corrected: aSignOff({ day: '2026-03-01' }) }, {}, 'invalid'],
    ['a correction', { corrected: aSignOff({ correctsId: testId(92) }) }, {}, 'invalid'],
    ['an unknown key', { key: null }, {}, 'rule'],
    ['a newer sign-off', { followers: [last] }, {}, 'conflict'],
    ['a sign-off before it that is not here', { previous: null }, {}, 'conflict'],
    ['another place in the chain', {}, { document: entry({ previous: null }) }, 'conflict'],
    ['another text than was signed', {}, { text: '一切正常，无需更正。' }, 'invalid'],
    ['another reason than was signed', {}, { reason: '笔误' }, 'invalid'],
    ['a daily log in its place', {}, { document: entry({ format: 'zhanqun.daily-log/1' }) }, 'invalid'],
  ])('is refused over %s', (_, over, otherArgs, code) => {
    expect(refusalOf(() => correcting(over, otherArgs))).toBe(code)
  })

  it('takes a reason', () => {
    expect(correct.args.required).toContain('reason')
    expect(correct.args.properties.reason.minLength).toBeGreaterThan(0)
  })
})
