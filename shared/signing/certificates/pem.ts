import { AppError } from '#shared/contract/app-error'

const refuse = (label: string): never => {
  throw new AppError('invalid', `不是完整的 PEM 文本（${label}）`)
}

/** PEM text of DER bytes (RFC 7468), lines of 64 characters, ending in a newline. */
export const writePem = (label: string, der: Uint8Array): string =>
  [`-----BEGIN ${label}-----`, ...lines(der), `-----END ${label}-----`, ''].join('\n')

const lines = (der: Uint8Array): readonly string[] =>
  Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g) ?? []

/**
 * DER bytes of a PEM text in exactly the form that `writePem` gives it, so that no changed character goes unseen.
 * @throws AppError `invalid` for any other form
 */
export function readPem(label: string, pem: string): Uint8Array {
  const der = Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64')
  return der.length > 0 && writePem(label, der) === pem ? der : refuse(label)
}

/** Every block of that label in a file, whatever stands between and however its lines end. */
export const pemBlocks = (label: string, text: string): readonly string[] =>
  (text.replace(/\r/g, '').match(new RegExp(`-----BEGIN ${label}-----\\n[^-]*-----END ${label}-----`, 'g')) ?? []).map(
    (block) => `${block}\n`,
  )
