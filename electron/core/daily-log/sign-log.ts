import { uuidv7 } from 'uuidv7'
import { submit, type Actor } from '#core/outbox/submit'
import { readRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Input, DeskCalls } from '#shared/contract/desk'
import type { SealedDocument } from '#shared/contract/sealed-document'
import type { SignOff } from '#shared/contract/sign-off'
import { dailyLogFormat } from '#shared/domain/daily-log'
import { buildLogCorrection, logCorrectionFormat } from '#shared/domain/log-correction'
import { sealDocument } from '#shared/signing/seal-document'
import { sm3OfValue } from '#shared/signing/sm3'
import { correctingRefusal, dayLog, lastSignOff, signingRefusal } from './day-log'
import { registeredKey } from './signing-key'

interface Signed {
  readonly signOffId: string
  readonly document: SealedDocument
}
type Place = Pick<Workplace, 'store' | 'clock' | 'operator'>

interface Sealed {
  readonly keyId: string
  readonly document: SealedDocument
}

/** Seals parts as the next document of the chain, with the key of whoever signs. */
function seal(
  store: Store,
  actor: Actor,
  format: string,
  parts: Record<string, unknown>,
  previous: SignOff | null,
): Sealed {
  const { keyId, publicKey, privateKey } = registeredKey(store, actor)
  const document = sealDocument({
    format,
    parts,
    previous: previous && { day: previous.day, seal: previous.seal },
    signer: { operatorId: actor.by.id, name: actor.by.name, publicKey },
    signedAt: actor.at,
    privateKey,
  })
  return { keyId, document }
}

/** Signs the day's log as it was on screen. @throws AppError `conflict` where it is another one by now, `rule` */
export function signLog({ store, clock, operator }: Place, day: string, seen: string): Signed {
  const actor = { by: operator(), at: clock.instant() }
  const log = dayLog(store, day)
  if (sm3OfValue(log.parts) !== seen)
    throw new AppError('conflict', '日志内容已更新，与所见不同，请重新查看后签发', { day })
  const refusal = signingRefusal(log, actor.by)
  if (refusal !== null) throw new AppError('rule', refusal, { day })
  const { keyId, document } = seal(store, actor, dailyLogFormat, log.parts, log.previous)
  const signOffId = uuidv7()
  const args = { signOffId, day, previousId: log.previous?.id ?? null, keyId, document }
  submit(store, actor, { type: 'day.sign', args })
  return { signOffId, document }
}

/** Signs a correction of a signed log. @throws AppError `not-found`, `rule` */
export function correctLog(
  { store, clock, operator }: Place,
  { correctsId, reason, text }: Input<DeskCalls['log.correct']>,
): Signed {
  const actor = { by: operator(), at: clock.instant() }
  const corrected = readRow(store, 'signOff', correctsId)
  const previous = lastSignOff(store)
  if (!corrected || !previous) throw new AppError('not-found', '找不到要更正的签发，请同步后重试', { correctsId })
  const { day } = corrected
  const refusal = correctingRefusal(dayLog(store, day).day, actor.by)
  if (refusal !== null) throw new AppError('rule', refusal, { day })
  const parts = buildLogCorrection(corrected, reason, text)
  const { keyId, document } = seal(store, actor, logCorrectionFormat, parts, previous)
  const signOffId = uuidv7()
  const args = { signOffId, day, correctsId, previousId: previous.id, keyId, reason, text, document }
  submit(store, actor, { type: 'day.correct', args })
  return { signOffId, document }
}
