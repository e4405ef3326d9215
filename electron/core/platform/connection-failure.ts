import { AppError } from '#shared/contract/app-error'

const certificateFaults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: '证书已过期',
  CERT_NOT_YET_VALID: '证书尚未生效，请核对本机时间',
  DEPTH_ZERO_SELF_SIGNED_CERT: '证书为自签名，本机不信任',
  SELF_SIGNED_CERT_IN_CHAIN: '证书链中有本机不信任的自签名证书',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '证书的签发者无法验证',
  UNABLE_TO_GET_ISSUER_CERT: '缺少证书签发者的证书',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '本机未安装证书签发者的证书',
  CERT_REVOKED: '证书已被吊销',
  ERR_TLS_CERT_ALTNAME_INVALID: '证书不属于该地址',
}

const networkFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: '平台拒绝连接，可能未启动',
  ECONNRESET: '连接被中断',
  ENOTFOUND: '找不到平台的地址，请检查网络与平台地址',
  EAI_AGAIN: '域名解析暂不可用，请检查网络',
  ETIMEDOUT: '连接平台超时',
  EHOSTUNREACH: '到平台的网络不通',
  ENETUNREACH: '网络不通',
  UND_ERR_CONNECT_TIMEOUT: '连接平台超时',
  UND_ERR_HEADERS_TIMEOUT: '平台长时间没有应答',
  UND_ERR_BODY_TIMEOUT: '平台的应答中断',
  UND_ERR_SOCKET: '连接被中断',
  EPROTO: '对方不是 HTTPS 服务，请检查平台地址',
  ERR_SSL_WRONG_VERSION_NUMBER: '对方不是 HTTPS 服务，请检查平台地址',
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inside = error instanceof AggregateError ? error.errors.flatMap(codesOf) : []
  return [...own, ...inside, ...codesOf(error.cause)]
}

/** Why the platform could not be reached, in words; the certificate's fault is named. */
export function connectionFailure(error: unknown): AppError {
  const codes = codesOf(error)
  const certificate = codes.find((code) => Object.hasOwn(certificateFaults, code))
  if (certificate) {
    const fault = certificateFaults[certificate]
    return new AppError('unavailable', `平台的安全${fault}，未连接。请联系系统管理员`, { code: certificate })
  }
  const network = codes.find((code) => Object.hasOwn(networkFaults, code))
  const words = network ? networkFaults[network] : '无法连接平台'
  return new AppError('unavailable', `${words}。可继续离线办理，联网后自动提交`, { codes })
}
