/** The closed list of things that can go wrong in a way an operator is told about. Everything else is a bug. */
export const errorCodes = [
  'invalid', // the input does not fit its schema
  'unauthenticated', // nobody is signed in, or the session ended
  'locked', // too many failed sign-ins
  'forbidden', // signed in, but without the right
  'not-found',
  'conflict', // what was judged is no longer what is there
  'rule', // a rule of the field refuses it
  'unreadable', // a file or page could not be read
  'unavailable', // the other side does not answer, or not now
  'incompatible', // the other side speaks another version
  'cancelled',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** An error whose message may be shown: it states the fact and the next step in the operator's language. */
export class AppError extends Error {
  override readonly name = 'AppError'
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail?: Readonly<Record<string, unknown>>,
  ) {
    super(message)
  }
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError
