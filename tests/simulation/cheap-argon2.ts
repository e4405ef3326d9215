import { createHash } from 'node:crypto'

/**
 * Stands in for Argon2 in the simulator alone: it is slow on purpose, and consoles are killed and signed in thousands
 * of times here. Everything around it (key files, sessions, lock-outs) is the real thing.
 */
const digest = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hashing = createHash('sha256')
  for (const part of parts) hashing.update(part)
  return hashing.digest()
}

export const hashRaw = (password: string, { salt }: { salt: Uint8Array }): Promise<Buffer> =>
  Promise.resolve(digest(salt, password))

export const hash = (password: string): Promise<string> => Promise.resolve(`cheap:${digest(password).toString('hex')}`)

export const verify = async (stored: string, password: string): Promise<boolean> => stored === (await hash(password))
