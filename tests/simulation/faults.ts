/** What can befall one request. The platform's own misfortunes befall it while it works on that request. */
export const requestFaults = [
  'drop',
  'lose-answer',
  'duplicate',
  'delay',
  'repeat-later',
  'cut-answer',
  'kill-before',
  'kill-after',
  'kill-within',
  'end-session',
  'crash-platform',
  'lose-database',
] as const
export type RequestFault = (typeof requestFaults)[number]

export interface ArmedFault {
  readonly kind: RequestFault
  /** Requests that go through before it. */
  left: number
  /** Which query of the platform, or which part of an answer. */
  readonly part: number
}

export const broken = (code = 'ECONNRESET'): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })

export const never = <T>(): Promise<T> => new Promise(() => undefined)
