import type { SealedDocument } from '#shared/contract/sealed-document'
import type { SignOff } from '#shared/contract/sign-off'

/** Format name of a signed correction 更正 of a daily log. */
export const logCorrectionFormat = 'zhanqun.log-correction/1'

/** The parts of a correction: which log it corrects, why, and how it is right. The log itself stays as it was signed. */
export const buildLogCorrection = (
  { day, seal }: Pick<SignOff, 'day' | 'seal'>,
  reason: string,
  text: string,
): Record<string, unknown> => ({ header: { day }, correction: { corrects: { day, seal }, reason, text } })

/** Reason and text of a correction; null for a document that is none. */
export function correctionIn({ format, parts }: SealedDocument): { reason: string; text: string } | null {
  const correction: unknown = format === logCorrectionFormat ? parts['correction'] : null
  if (typeof correction !== 'object' || correction === null) return null
  return { reason: String(Reflect.get(correction, 'reason')), text: String(Reflect.get(correction, 'text')) }
}
