import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { Type, type Static } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'

/** A key under a password: Argon2id and AES-256-GCM. Base64 throughout. */
export const KeyBox = Type.Object({
  salt: Type.String(),
  cost: Type.Object({
    memoryKiB: Type.Integer({ minimum: 8192, maximum: 1_048_576 }),
    passes: Type.Integer({ minimum: 1, maximum: 64 }),
  }),
  iv: Type.String(),
  sealed: Type.String(),
  tag: Type.String(),
})
export type KeyBox = Static<typeof KeyBox>

// Above what OWASP asks of Argon2id (46 MiB, one pass), and still a tenth of a second on an old office machine.
const cost = { memoryKiB: 47_104, passes: 2 }
const keyBytes = 32
const cipher = 'aes-256-gcm'

// The package's default algorithm is Argon2id.
const wrappingKey = (password: string, salt: Buffer, { memoryKiB, passes }: KeyBox['cost']) =>
  hashRaw(password.normalize('NFKC'), {
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: 1,
    outputLen: keyBytes,
    salt,
  })

export const newKey = (): Buffer => randomBytes(keyBytes)

export async function lockKey(key: Uint8Array, password: string): Promise<KeyBox> {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const locking = createCipheriv(cipher, await wrappingKey(password, salt, cost), iv)
  const sealed = Buffer.concat([locking.update(key), locking.final()])
  const text = (bytes: Buffer) => bytes.toString('base64')
  return { salt: text(salt), cost, iv: text(iv), sealed: text(sealed), tag: text(locking.getAuthTag()) }
}

/** @throws AppError `unauthenticated` for a wrong password */
export async function unlockKey(box: KeyBox, password: string): Promise<Buffer> {
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const opening = createDecipheriv(cipher, await wrappingKey(password, bytes(box.salt), box.cost), bytes(box.iv))
  try {
    opening.setAuthTag(bytes(box.tag))
    return Buffer.concat([opening.update(bytes(box.sealed)), opening.final()])
  } catch {
    throw new AppError('unauthenticated', '账号或密码不正确，请重新输入')
  }
}
