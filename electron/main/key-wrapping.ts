import { safeStorage } from 'electron'
import { type NativeArgs } from '#shared/contract/native'

/**
 * Whether the system keeps keys for real. On Linux without a key ring Electron "encrypts" with a password that stands
 * in its source, which is no protection.
 */
export function canWrap(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
}

export function wrap({ secret }: NativeArgs<'wrap'>): string {
  if (!canWrap()) throw new Error('本机没有可用的系统密钥库，请改用口令保护本地数据')
  return safeStorage.encryptString(secret).toString('base64')
}

export function unwrap({ wrapped }: NativeArgs<'unwrap'>): string {
  try {
    return safeStorage.decryptString(Buffer.from(wrapped, 'base64'))
  } catch {
    throw new Error('系统密钥库无法解开本地数据的密钥，请用原系统账号登录本机后重试')
  }
}
