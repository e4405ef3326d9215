import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Id } from '#shared/contract/primitives'
import { PublicKey } from '#shared/contract/sealed-document'
import { commandRule, many, save } from '#shared/domain/command-rule'

/** Makes the public half of an operator's new signing key known; keys of the operator's before it are revoked. */
export const rule = commandRule({
  type: 'key.register',
  args: Type.Object({ keyId: Id, operatorId: Id, publicKey: PublicKey }, { additionalProperties: false }),
  right: 'key.register',
  anywhere: true,
  reads: ({ operatorId }) => ({ keys: many('signingKey', 'operatorId', operatorId) }),
  decide({ keys }, { keyId, operatorId, publicKey }, { by, at }) {
    if (operatorId !== by.id) throw new AppError('forbidden', '只能登记自己的签名密钥')
    const former = keys.filter((key) => key.revokedAt === null)
    return [
      ...former.map((key) => save('signingKey', { ...key, revokedAt: at })),
      save('signingKey', { id: keyId, version: 0, operatorId: by.id, publicKey, registeredAt: at, revokedAt: null }),
    ]
  },
})
