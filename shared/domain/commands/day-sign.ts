import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Day, Id, Nullable } from '#shared/contract/primitives'
import { SealedDocument } from '#shared/contract/sealed-document'
import type { SignOff } from '#shared/contract/sign-off'
import { commandRule, guarded, ifThere, many, save } from '#shared/domain/command-rule'
import { buildDailyLog, dailyLogFormat } from '#shared/domain/daily-log'
import { dayId } from '#shared/domain/day-identity'

/** How far the measured clock of a workstation may be ahead of the platform's. */
const clockToleranceMs = 5 * 60_000

/** @throws AppError `rule` where the time that was signed is one at which the day can't have been signed */
function assertSigningTime(signedAt: string, reviewedAt: string | null, at: string): void {
  if (Date.parse(signedAt) > Date.parse(at) + clockToleranceMs)
    throw new AppError('rule', '签发时间晚于平台时间，请联网同步时间后重新签发', { signedAt, at })
  if (reviewedAt !== null && Date.parse(signedAt) < Date.parse(reviewedAt))
    throw new AppError('rule', '签发时间早于提交签发的时间，请联网同步时间后重新签发', { signedAt, reviewedAt })
}

const previousOf = (previous: SignOff | null) => (previous ? { day: previous.day, seal: previous.seal } : null)

/**
 * Signs a reviewed day 签发. The signed parts have to be exactly what the rows of the day say, the signer must not have
 * inspected that day, and the document names the sign-off before it, so that the chain can't fork.
 */
export const rule = commandRule({
  type: 'day.sign',
  args: Type.Object(
    { signOffId: Id, day: Day, previousId: Nullable(Id), keyId: Id, document: SealedDocument },
    { additionalProperties: false },
  ),
  right: 'day.sign',
  anywhere: true,
  reads: ({ day, previousId, keyId }) => ({
    today: guarded('inspectionDay', dayId(day)),
    runs: many('inspectionRun', 'day', day),
    findings: many('finding', 'day', day),
    orders: many('rectificationOrder', 'day', day),
    key: ifThere('signingKey', keyId),
    previous: ifThere('signOff', previousId),
    followers: many('signOff', 'previousId', previousId),
  }),
  decide(
    { today, runs, findings, orders, key, previous, followers },
    { signOffId, day, previousId, document },
    { by, at, sm3, verify },
  ) {
    if (today.state !== 'reviewed') throw new AppError('conflict', '当日巡查尚未提交签发，或已有新的结果，请重新查看')
    if (today.inspectorIds.includes(by.id)) throw new AppError('rule', '当日巡查员不能签发本日日志，请由签发人办理')
    if (key?.operatorId !== by.id || key.revokedAt !== null)
      throw new AppError('rule', '签名密钥未登记或已注销，请重新登记后签发')
    if (previousId !== null && !previous) throw new AppError('conflict', '上一份签发尚未同步，请同步后重新签发')
    if (followers.length > 0) throw new AppError('conflict', '已有更新的签发，请同步后重新签发')
    const { manifest } = document
    const faults = verify(document)
    const names = manifest.signer.operatorId === by.id && manifest.signer.publicKey === key.publicKey
    if (document.format !== dailyLogFormat || faults.length > 0 || !names)
      throw new AppError('invalid', '签名校验未通过', { faults })
    assertSigningTime(manifest.signedAt, today.reviewedAt, at)
    if (sm3(manifest.previous) !== sm3(previousOf(previous)))
      throw new AppError('conflict', '签发链与上一份签发不符，请同步后重新签发')
    if (sm3(document.parts) !== sm3(buildDailyLog({ day: today, runs, findings, orders })))
      throw new AppError('conflict', '日志内容与当前数据不一致，请重新查看后签发')
    return [
      save('signOff', {
        id: signOffId,
        version: 0,
        day,
        previousId,
        correctsId: null,
        signerId: by.id,
        signedAt: manifest.signedAt,
        seal: document.seal,
        document,
      }),
      save('inspectionDay', { ...today, state: 'signed', signOffId }),
    ]
  },
})
