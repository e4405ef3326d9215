import { AppError } from '#shared/contract/app-error'
import type { SealedDocument } from '#shared/contract/sealed-document'
import type { SignOff, SigningKey } from '#shared/contract/sign-off'
import type { RuleContext } from './command-rule'

/** How far the measured clock of a workstation may be ahead of the platform's. */
const clockToleranceMs = 5 * 60_000

/**
 * A document that is signed by whoever hands it in, with the key they registered, at a time that has come.
 * @throws AppError `rule`, `invalid`
 */
export function assertSigned(
  document: SealedDocument,
  format: string,
  key: SigningKey | null,
  { by, at, verify }: Pick<RuleContext, 'by' | 'at' | 'verify'>,
): void {
  if (key?.operatorId !== by.id || key.revokedAt !== null)
    throw new AppError('rule', '签名密钥未登记或已注销，请重新登记后签发')
  const { signer, signedAt } = document.manifest
  const faults = verify(document)
  const names = signer.operatorId === by.id && signer.publicKey === key.publicKey
  if (document.format !== format || faults.length > 0 || !names)
    throw new AppError('invalid', '签名校验未通过', { faults })
  if (Date.parse(signedAt) > Date.parse(at) + clockToleranceMs)
    throw new AppError('rule', '签发时间晚于平台时间，请联网同步时间后重新签发', { signedAt, at })
}

interface Place {
  readonly previousId: string | null
  readonly previous: SignOff | null
  /** Sign-offs that name the same one before them. */
  readonly followers: readonly SignOff[]
}

/** A document that goes to the end of the chain, so that it can't fork. @throws AppError `conflict` */
export function assertLast(
  { manifest }: SealedDocument,
  { previousId, previous, followers }: Place,
  { sm3 }: Pick<RuleContext, 'sm3'>,
): void {
  if (previousId !== null && !previous) throw new AppError('conflict', '上一份签发尚未同步，请同步后重新签发')
  if (followers.length > 0) throw new AppError('conflict', '已有更新的签发，请同步后重新签发')
  if (sm3(manifest.previous) !== sm3(previous && { day: previous.day, seal: previous.seal }))
    throw new AppError('conflict', '签发链与上一份签发不符，请同步后重新签发')
}
