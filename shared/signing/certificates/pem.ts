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

/** Every block of a file by its label, in their order; null where anything else stands in the file. Lines may end in CRLF. */
export function pemBlocks(text: string): readonly { readonly label: string; readonly pem: string }[] | null {
  const plain = text.replaceAll('\r\n', '\n')
  const found = [...plain.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\n[^-]*-----END \1-----\n/g)]
  const blocks = found.map(([pem, label = '']) => ({ label, pem }))
  return blocks.map(({ pem }) => pem).join('') === plain ? blocks : null
}
