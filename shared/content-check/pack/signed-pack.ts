import { AppError } from '#shared/contract/app-error'
import type { SealedDocument } from '#shared/contract/sealed-document'
import type { RulePack } from '#shared/content-check/rule'
import { sealDocument, type ToSeal } from '#shared/signing/seal-document'
import { documentFaults } from '#shared/signing/verify-document'
import { packFaults } from './validate-pack'

const format = 'zhanqun.rule-pack/1'

/**
 * A pack under an SM2 signature: what packs travel as between platform and workstations.
 * @throws AppError `invalid` with the first fault of a pack that is not sound
 */
export function signPack(pack: RulePack, signing: Pick<ToSeal, 'signer' | 'signedAt' | 'privateKey'>): SealedDocument {
  assertSound(pack)
  return sealDocument({ format, parts: { pack }, previous: null, ...signing })
}

/**
 * The pack of a document that one of `trusted` (public keys) signed, unchanged and sound.
 * @throws AppError `invalid` where it is not
 */
export function openSignedPack(document: SealedDocument, trusted: readonly string[]): RulePack {
  const [fault] = documentFaults(document)
  if (fault) throw new AppError('invalid', `规则包签名校验未通过：${fault}，请重新下载`)
  const { manifest, parts, format: found } = document
  if (found !== format) throw new AppError('invalid', '该文件不是规则包，请选择规则包文件')
  if (!trusted.includes(manifest.signer.publicKey))
    throw new AppError('invalid', `规则包由 ${manifest.signer.name} 签名，但其密钥未被信任，请联系管理员登记`)
  const pack = parts['pack'] as RulePack
  assertSound(pack)
  return pack
}

function assertSound(pack: RulePack): void {
  const [fault] = packFaults(pack)
  if (fault) throw new AppError('invalid', fault.message)
}
