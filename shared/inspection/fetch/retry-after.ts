import type { Answer } from './exchange'

/** Milliseconds that an answer's Retry-After asks for (RFC 9110 10.2.3: seconds or a date); 0 where it asks for none. */
export function retryAfterMs({ headers }: Pick<Answer, 'headers'>, now: Date): number {
  const value = headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const until = Date.parse(value)
  return Number.isNaN(until) ? 0 : Math.max(0, until - now.getTime())
}
