import { createHash, randomBytes } from 'node:crypto'

/** A secret that cannot be guessed, safe in a header. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token: whoever reads the database can't sign in with it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
