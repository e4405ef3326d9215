import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { Type, type Static } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)

/** A key under a password: scrypt and AES-256-GCM. Base64 throughout. */
export const KeyBox = Type.Object({
  salt: Type.String(),
  cost: Type.Object({
    N: Type.Integer({ minimum: 1024, maximum: 1_048_576 }),
    r: Type.Integer({ minimum: 1, maximum: 64 }),
    p: Type.Integer({ minimum: 1, maximum: 64 }),
  }),
  iv: Type.String(),
  sealed: Type.String(),
  tag: Type.String(),
})
export type KeyBox = Static<typeof KeyBox>

// 32 MB and three rounds: the strongest setting that old office machines take in half a second.
const cost = { N: 32_768, r: 8, p: 3 }
const keyBytes = 32
const cipher = 'aes-256-gcm'

const wrappingKey = (password: string, salt: Buffer, { N, r, p }: KeyBox['cost']) =>
  derive(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: 256 * N * r })

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
