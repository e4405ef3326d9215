import { describe, expect, it } from 'vitest'
import { rule as sign } from '#shared/domain/commands/day-sign'
import { rule as register } from '#shared/domain/commands/key-register'
import { buildDailyLog } from '#shared/domain/daily-log'
import { generateKeyPair } from '#shared/signing/sm2'
import type { ToSeal } from '#shared/signing/seal-document'
import {
  aDay,
  aFinding,
  anOperator,
  anOrder,
  aRun,
  aSealedDocument,
  aSigningKey,
  aSignOff,
  ids,
  now,
  testId,
  today,
} from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const minutesFrom = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString()
const signer = anOperator(['inspection-signer'])
const day = aDay({ state: 'reviewed', inspectorIds: [testId(99)], reviewedBy: testId(99), reviewedAt: now })
const rows = { runs: [aRun()], findings: [aFinding({ state: 'ordered', orderId: ids.order })], orders: [anOrder()] }
const before = aSignOff({ id: testId(90), day: '2026-03-01' })
const state = { today: day, ...rows, key: aSigningKey(), previous: before, followers: [] }
const log = (over: Partial<ToSeal> = {}) =>
  aSealedDocument({
    parts: buildDailyLog({ day, ...rows }),
    previous: { day: before.day, seal: before.seal },
    ...over,
  })
const signing = (over: object = {}, args: object = {}) =>
  sign.decide(
    { ...state, ...over },
    { signOffId: ids.signOff, day: today, previousId: before.id, keyId: ids.key, document: log(), ...args },
    contextOf(signer),
  )

describe('day.sign', () => {
  it('keeps the document and closes the day', () => {
    const document = log()
    const changes = signing({}, { document })
    expect(saved(changes, 'signOff')[0]).toMatchObject({ previousId: before.id, seal: document.seal, document })
    expect(saved(changes, 'inspectionDay')[0]).toMatchObject({ state: 'signed', signOffId: ids.signOff })
  })

  it('begins the chain where there is no sign-off yet', () => {
    const first = { previousId: null, document: log({ previous: null }) }
    expect(signing({ previous: null }, first)).toHaveLength(2)
  })

  it('allows for a workstation whose measured clock is a little ahead', () => {
    expect(signing({}, { document: log({ signedAt: minutesFrom(now, 4) }) })).toHaveLength(2)
  })

  const foreign = generateKeyPair()
  const { signer: named } = log().manifest
  it.each([
    ['a day not reviewed', { today: { ...day, state: 'running' } }, {}, 'conflict'],
    ['a day signed already', { today: { ...day, state: 'signed' } }, {}, 'conflict'],
    ['one’s own inspection', { today: { ...day, inspectorIds: [signer.id] } }, {}, 'rule'],
    ['an unknown key', { key: null }, {}, 'rule'],
    ['a revoked key', { key: aSigningKey({ revokedAt: now }) }, {}, 'rule'],
    ['somebody else’s key', { key: aSigningKey({ operatorId: testId(91) }) }, {}, 'rule'],
    ['a sign-off before it that is not here', { previous: null }, {}, 'conflict'],
    ['a newer sign-off', { followers: [before] }, {}, 'conflict'],
    ['rows that changed since', { findings: [] }, {}, 'conflict'],
    ['another text than the rows', {}, { document: log({ parts: { header: {} } }) }, 'conflict'],
    ['another place in the chain', {}, { document: log({ previous: null }) }, 'conflict'],
    ['a time that has not come', {}, { document: log({ signedAt: minutesFrom(now, 6) }) }, 'rule'],
    ['a time before the review', {}, { document: log({ signedAt: minutesFrom(now, -1) }) }, 'rule'],
    ['another format', {}, { document: log({ format: 'zhanqun.weekly-note/1' }) }, 'invalid'],
    ['a changed seal', {}, { document: { ...log(), seal: 'a'.repeat(64) } }, 'invalid'],
    [
      'a name that is not the signer’s',
      {},
      { document: log({ signer: { ...named, operatorId: testId(91) } }) },
      'invalid',
    ],
    [
      'a key other than the registered',
      {},
      {
        document: log({
          privateKey: foreign.privateKey,
          signer: { ...named, publicKey: foreign.publicKey },
        }),
      },
      'invalid',
    ],
  ])('is refused over %s', (_, over, args, code) => {
    expect(refusalOf(() => signing(over, args))).toBe(code)
  })
})

describe('the daily log', () => {
  it('is the same whatever order the rows came in', () => {
    const one = aFinding({ id: testId(1) })
    const other = aFinding({ id: testId(2) })
    const built = (findings: (typeof one)[]) => buildDailyLog({ day, runs: [], orders: [], findings })
    expect(built([other, one])).toEqual(built([one, other]))
  })

  it('does not change with what becomes of an order later', () => {
    const later = anOrder({ state: 'closed', closedAt: now, notes: [{ at: now, by: ids.author, text: '已修复' }] })
    expect(buildDailyLog({ day, ...rows, orders: [later] })).toEqual(buildDailyLog({ day, ...rows }))
  })

  it('never counts a site that only our own side failed on as inspected', () => {
    const [site] = aRun().sites
    if (!site) throw new Error('the run has no site')
    const failed = { ...site, failedHere: true, reachable: false }
    const figures = (...sites: (typeof site)[][]) =>
      buildDailyLog({ day, findings: [], orders: [], runs: sites.map((each) => aRun({ sites: each })) })['figures']
    expect(figures([failed, { ...site, siteId: testId(95) }])).toMatchObject({ sites: 1, unseen: 1 })
    expect(figures([failed], [site])).toMatchObject({ sites: 1, unseen: 0 })
  })

  it('is a zero report where nothing held', () => {
    const figures = (states: Parameters<typeof aFinding>[0][]) =>
      buildDailyLog({ day, runs: [aRun()], orders: [], findings: states.map(aFinding) })['figures']
    expect(figures([])).toMatchObject({ zeroReport: true, sites: 1, findings: 0 })
    expect(figures([{ state: 'false_positive' }, { state: 'duplicate' }])).toMatchObject({
      zeroReport: true,
      confirmed: 0,
    })
    expect(figures([{ state: 'confirmed' }])).toMatchObject({ zeroReport: false, confirmed: 1 })
  })
})

describe('key.register', () => {
  const registering = (operatorId: string) =>
    register.decide(
      { keys: [aSigningKey(), aSigningKey({ id: testId(92), revokedAt: '2026-01-01T00:00:00.000Z' })] },
      { keyId: testId(93), operatorId, publicKey: generateKeyPair().publicKey },
      contextOf(signer),
    )

  it('makes the key known and revokes the one before it', () => {
    const keys = saved(registering(signer.id), 'signingKey')
    expect(keys.map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
      [ids.key, now],
      [testId(93), null],
    ])
  })

  it('is only for oneself', () => {
    expect(refusalOf(() => registering(testId(94)))).toBe('forbidden')
  })
})
