import { AppError, isAppError } from '#shared/contract/app-error'
import { readCertificate, type Certificate } from '#shared/signing/certificates/certificate'
import { pemBlocks } from '#shared/signing/certificates/pem'
import { readRevocationList, type RevocationList } from '#shared/signing/certificates/revocation-list'
import type { Trust } from '#shared/signing/certificates/signer'
import { bytesOf } from './given'

interface Read {
  readonly certificates: readonly Certificate[]
  readonly lists: readonly RevocationList[]
}

const refuse = (file: string, why: string): never => {
  throw new AppError('invalid', `${file} ${why}，请改用可靠来源的文件`)
}

/** Everything in a PEM file. @throws AppError `invalid` naming the file where anything in it is damaged */
async function readFile(file: string): Promise<Read> {
  const blocks = pemBlocks((await bytesOf(file)).toString('utf8'))
  if (!blocks?.length) return refuse(file, '不是完整的 PEM 文件，或已被改动')
  const of = (wanted: string) => blocks.filter(({ label }) => label === wanted).map(({ pem }) => pem)
  try {
    return { certificates: of('CERTIFICATE').map(readCertificate), lists: of('X509 CRL').map(readRevocationList) }
  } catch (error) {
    return refuse(file, `有误或已被改动：${isAppError(error) ? error.message : '无法读取'}`)
  }
}

async function rootsIn(file: string): Promise<readonly Certificate[]> {
  const { certificates } = await readFile(file)
  const isRoot = ({ isAuthority, isSignedBy, publicKey }: Certificate) => isAuthority && isSignedBy(publicKey)
  if (certificates.length > 0 && certificates.every(isRoot)) return certificates
  return refuse(file, '不是自签名的根证书，或已被改动')
}

/** A list comes with the certificate of whoever issued it, which one of the roots has signed: else anybody could leave entries out. */
async function listsIn(file: string, roots: readonly Certificate[]): Promise<readonly RevocationList[]> {
  const { certificates, lists } = await readFile(file)
  const issuers = certificates.filter(
    ({ isAuthority, isSignedBy }) =>
      isAuthority && (roots.length === 0 || roots.some(({ publicKey }) => isSignedBy(publicKey))),
  )
  const isVouchedFor = (list: RevocationList) => issuers.some(({ publicKey }) => list.isSignedBy(publicKey))
  if (lists.length > 0 && certificates.length === issuers.length && lists.every(isVouchedFor)) return lists
  return refuse(file, '中的吊销列表不是由所附证书签发，或已被改动')
}

/**
 * What the reader brings along; null where they name no root and no list.
 * @throws AppError `invalid` for a file that holds no root certificate or list, or a changed one, `unreadable`
 */
export async function trustFrom(rootFiles: readonly string[], listFiles: readonly string[]): Promise<Trust | null> {
  if (rootFiles.length === 0 && listFiles.length === 0) return null
  const roots = (await Promise.all(rootFiles.map(rootsIn))).flat()
  const revocations = (await Promise.all(listFiles.map((file) => listsIn(file, roots)))).flat()
  return { roots, revocations }
}
