import { AppError } from '#shared/contract/app-error'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const full = (file: string) =>
  new AppError('unavailable', '磁盘空间已满，未能保存。请清理磁盘后重试，此前的数据没有丢失', { file })
const readOnly = (file: string) =>
  new AppError('unavailable', '本机数据文件只读，未能保存。请检查数据目录的写入权限后重试', { file })

const failures: readonly (readonly [prefix: string, make: (file: string) => AppError])[] = [
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['EACCES', readOnly],
  ['EPERM', readOnly],
  ['EROFS', readOnly],

  [
    'SQLITE_NOTADB',
    (file) =>
      new AppError('unreadable', '本机数据无法用当前密钥打开：密钥不符或文件已损坏。文件已原样保留，请联系系统管理员', {
        file,
        cause: 'not-a-database',
        damaged: true,
      }),
  ],
  [
    'SQLITE_CORRUPT',
    (file) =>
      new AppError('unreadable', '本机数据文件已损坏。文件已原样保留，请先备份，再选择移走该文件并重新同步', {
        file,
        cause: 'corrupt',
        damaged: true,
      }),
  ],
  ['SQLITE_FULL', full],
  ['SQLITE_READONLY', readOnly],
  [
    'SQLITE_IOERR',
    (file) => new AppError('unavailable', '读写本机数据时磁盘出错，未能保存。请检查磁盘后重试', { file }),
  ],
  [
    'SQLITE_CANTOPEN',
    (file) => new AppError('unavailable', '无法打开本机数据文件。请检查数据目录是否存在、是否有读写权限', { file }),
  ],
  ['SQLITE_BUSY', (file) => new AppError('unavailable', '本机数据正被另一个管理台窗口占用，请关闭后重试', { file })],
]

/** What a failure of the database means to an operator; anything else is a bug and stays what it is. */
export function storeFailure(error: unknown, file: string): unknown {
  const code = codeOf(error)
  const known = failures.find(([prefix]) => code.startsWith(prefix))
  return known ? known[1](file) : error
}
