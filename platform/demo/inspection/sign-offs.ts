import type { SignOff, SigningKey } from '#shared/contract/sign-off'
import { buildDailyLog, dailyLogFormat } from '#shared/domain/daily-log'
import { certifyOperator, type Authority } from '#shared/signing/certificates/authority'
import { sealDocument } from '#shared/signing/seal-document'
import { generateKeyPair } from '#shared/signing/sm2'
import { demoId, instant } from '#platform/demo/demo-id'
import { operatorId, operatorName } from '#platform/demo/operators'
import type { DayHistory } from './history'

export interface SignedHistory {
  readonly key: SigningKey
  readonly signOffs: readonly SignOff[]
}

const signedAfter = 40 * 60_000

/**
 * Signs the reviewed days, each naming the one before it. The private key is forgotten at once and its public half is
 * registered as revoked, so the demo's signer registers a key of their own before signing anything.
 */
export function signHistory(history: readonly DayHistory[], now: number, authority: Authority): SignedHistory {
  const { publicKey, privateKey } = generateKeyPair()
  const signerId = operatorId('weizhengguo')
  const signer = { operatorId: signerId, name: operatorName('weizhengguo'), publicKey }
  const signOffs: SignOff[] = []
  for (const { day, runs, findings, orders } of history) {
    if (day.reviewedAt === null) continue
    const before = signOffs.at(-1)
    const previous = before ? { day: before.day, seal: before.seal } : null
    const signedAt = instant(Date.parse(day.reviewedAt) + signedAfter)
    const parts = buildDailyLog({ day, runs, findings, orders })
    const document = sealDocument({ format: dailyLogFormat, parts, previous, signer, signedAt, privateKey })
    const id = demoId('sign-off', signOffs.length, Date.parse(signedAt))
    const previousId = before?.id ?? null
    signOffs.push({
      id,
      version: 1,
      day: day.day,
      previousId,
      correctsId: null,
      signerId,
      signedAt,
      seal: document.seal,
      document,
    })
  }
  const registeredAt = history[0]?.runs[0]?.startedAt ?? instant(now)
  const key = {
    id: demoId('signing-key', 0),
    version: 1,
    operatorId: signerId,
    publicKey,
    registeredAt,
    revokedAt: instant(now),
    certificates: [...certifyOperator(authority, signer, registeredAt)],
  }
  return { key, signOffs }
}
