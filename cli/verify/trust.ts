import { AppError, isAppError } from '#shared/contract/app-error'
import { readCertificate, type Certificate } from '#shared/signing/certificates/certificate'
import { pemBlocks } from '#shared/signing/certificates/pem'
import { readRevocationList } from '#shared/signing/certificates/revocation-list'
import type { Trust } from '#shared/signing/certificates/signer'
import { bytesOf } from './given'

/** Blocks of that label in a file, read. @throws AppError `invalid` naming the file where there is none or one is damaged */
async function blocksIn<T>(file: string, label: string, read: (pem: string) => T): Promise<T[]> {
  const blocks = pemBlocks(label, (await bytesOf(file)).toString('utf8'))
  if (blocks.length === 0) throw new AppError('invalid', `${file} 中没有 ${label}，请指明 PEM 文件`)
  try {
    return blocks.map(read)
  } catch (error) {
    throw new AppError('invalid', `${file}：${isAppError(error) ? error.message : '无法读取'}，或已被改动`)
  }
}

function assertRoot(certificate: Certificate, file: string): void {
  if (certificate.isAuthority && certificate.isSignedBy(certificate.publicKey)) return
  throw new AppError('invalid', `${file} 不是自签名的根证书，或已被改动，请改用可靠来源的根证书`)
}

/**
 * What the reader brings along; null where they name no root and no list.
 * @throws AppError `invalid` for a file that holds no root certificate or list, `unreadable`
 */
export async function trustFrom(roots: readonly string[], lists: readonly string[]): Promise<Trust | null> {
  if (roots.length === 0 && lists.length === 0) return null
  const certificates: Certificate[] = []
  for (const file of roots) {
    const found = await blocksIn(file, 'CERTIFICATE', readCertificate)
    for (const certificate of found) assertRoot(certificate, file)
    certificates.push(...found)
  }
  const revocations = []
  for (const file of lists) revocations.push(...(await blocksIn(file, 'X509 CRL', readRevocationList)))
  return { roots: certificates, revocations }
}
