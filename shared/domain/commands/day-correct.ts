import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Day, Id, Reason } from '#shared/contract/primitives'
import { SealedDocument } from '#shared/contract/sealed-document'
import { commandRule, ifThere, looked, many, save } from '#shared/domain/command-rule'
import { dayId } from '#shared/domain/day-identity'
import { buildLogCorrection, logCorrectionFormat } from '#shared/domain/log-correction'
import { assertLast, assertSigned } from '#shared/domain/signed-document'

/**
 * Corrects a signed day 更正: a new entry at the end of the chain that names the log by its seal, says why and how it is
 * right. The log itself is never touched, and whoever inspected that day doesn't sign this either.
 */
export const rule = commandRule({
  type: 'day.correct',
  args: Type.Object(
    {
      signOffId: Id,
      day: Day,
      correctsId: Id,
      previousId: Id,
      keyId: Id,
      reason: Reason,
      text: Type.String({ minLength: 2, maxLength: 4000 }),
      document: SealedDocument,
    },
    { additionalProperties: false },
  ),
  right: 'day.sign',
  anywhere: true,
  reads: ({ day, correctsId, previousId, keyId }) => ({
    today: looked('inspectionDay', dayId(day)),
    corrected: looked('signOff', correctsId),
    key: ifThere('signingKey', keyId),
    previous: ifThere('signOff', previousId),
    followers: many('signOff', 'previousId', previousId),
  }),
  decide(
    { today, corrected, key, previous, followers },
    { signOffId, day, correctsId, previousId, reason, text, document },
    context,
  ) {
    const { by, sm3 } = context
    if (corrected.day !== day || corrected.correctsId !== null)
      throw new AppError('invalid', '更正须指明当日签发的巡查日志')
    if (today.inspectorIds.includes(by.id)) throw new AppError('rule', '当日巡查员不能签发本日更正，请由签发人办理')
    assertSigned(document, logCorrectionFormat, key, context)
    assertLast(document, { previousId, previous, followers }, context)
    if (sm3(document.parts) !== sm3(buildLogCorrection(corrected, reason, text)))
      throw new AppError('invalid', '签名的内容与更正内容不符，请重新签发')
    return [
      save('signOff', {
        id: signOffId,
        version: 0,
        day,
        previousId,
        correctsId,
        signerId: by.id,
        signedAt: document.manifest.signedAt,
        seal: document.seal,
        document,
      }),
    ]
  },
})
