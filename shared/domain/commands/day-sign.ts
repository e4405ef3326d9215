import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Day, Id, Nullable } from '#shared/contract/primitives'
import { SealedDocument } from '#shared/contract/sealed-document'
import { commandRule, guarded, ifThere, many, save } from '#shared/domain/command-rule'
import { buildDailyLog, dailyLogFormat } from '#shared/domain/daily-log'
import { dayId } from '#shared/domain/day-identity'
import { assertLast, assertSigned } from '#shared/domain/signed-document'

/** @throws AppError `rule` where the day was signed before it was handed over */
function assertAfterReview(signedAt: string, reviewedAt: string | null): void {
  if (reviewedAt !== null && Date.parse(signedAt) < Date.parse(reviewedAt))
    throw new AppError('rule', '签发时间早于提交签发的时间，请联网同步时间后重新签发', { signedAt, reviewedAt })
}

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
    context,
  ) {
    const { by, sm3 } = context
    if (today.state !== 'reviewed') throw new AppError('conflict', '当日巡查尚未提交签发，或已有新的结果，请重新查看')
    if (today.inspectorIds.includes(by.id)) throw new AppError('rule', '当日巡查员不能签发本日日志，请由签发人办理')
    assertSigned(document, dailyLogFormat, key, context)
    assertAfterReview(document.manifest.signedAt, today.reviewedAt)
    assertLast(document, { previousId, previous, followers }, context)
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
        signedAt: document.manifest.signedAt,
        seal: document.seal,
        document,
      }),
      save('inspectionDay', { ...today, state: 'signed', signOffId }),
    ]
  },
})
