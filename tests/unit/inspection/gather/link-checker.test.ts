import { verdictOf } from '#shared/inspection/gather/link-checker'
import { expect, it } from 'vitest'
import { aVisit } from '../gathered'

const url = 'https://a.test/x'

it.each([
  [404, 'dead'],
  [410, 'dead'],
  [401, 'uncertain'],
  [403, 'uncertain'],
  [405, 'uncertain'],
  [429, 'uncertain'],
  [500, 'uncertain'],
  [503, 'uncertain'],
])('takes status %i for %s', (status, verdict) => {
  expect(verdictOf(aVisit(url, { status }))).toBe(verdict)
})

it.each([
  ['unknown-host', 'dead'],
  ['redirect-loop', 'dead'],
  ['refused', 'dead'],
  ['challenged', 'uncertain'],
  ['timeout', 'uncertain'],
  ['unreachable', 'uncertain'],
  ['broken', 'uncertain'],
  ['too-many-redirects', 'uncertain'],
  ['given-up', 'uncertain'],
] as const)('takes the outcome %s for %s', (outcome, verdict) => {
  expect(verdictOf(aVisit(url, { outcome }))).toBe(verdict)
})

it.each([
  ['CERT_HAS_EXPIRED', 'danger'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'danger'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'danger'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'uncertain'],
])('takes the certificate fault %s for %s', (reason, verdict) => {
  expect(verdictOf(aVisit(url, { outcome: 'certificate', reason }))).toBe(verdict)
})
