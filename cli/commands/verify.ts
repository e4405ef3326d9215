import { readFile } from 'node:fs/promises'
import type { CliCommand } from '#cli/command'
import { AppError } from '#shared/contract/app-error'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { chainFaults } from '#shared/signing/chain'
import { keyFingerprint } from '#shared/signing/key-fingerprint'
import type { Fault } from '#shared/signing/verify-document'
import { verifyFile, type VerifiedFile } from '#shared/signing/verify-file'

interface Checked extends VerifiedFile {
  readonly file: string
}

/** `zhanqun verify`: whether signed documents are as they were signed, and follow each other. */
export const command: CliCommand = {
  name: 'verify',
  summary: '校验签发的巡查日志：内容、摘要、封印与 SM2 签名',
  usage: `用法：zhanqun verify 文件…

  文件   控制台导出的签发文件（JSON），按字节校验；
         给出多个文件时，按所给顺序检查签发链：后一份须记载前一份的封印

退出码：0 全部有效；1 有文件无效，并指出被改动的部分；2 用法有误或文件无法读取`,
  async run(files, io) {
    if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
      io.stderr(`请指明要校验的文件\n\n${command.usage}\n`)
      return 2
    }
    const checked = inChain(await Promise.all(files.map(check)))
    for (const each of checked) io.stdout(report(each))
    return checked.every(({ faults }) => faults.length === 0) ? 0 : 1
  },
}

const check = async (file: string): Promise<Checked> => ({ file, ...verifyFile(await bytesOf(file)) })

const bytesOf = (file: string) =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? '文件不存在' : error.code === 'EISDIR' ? '这是文件夹' : (error.code ?? '')
    throw new AppError('unreadable', `无法读取 ${file}（${reason}），请检查路径和权限`)
  })

/** Each document is held against the one given before it; where that one is no document there is nothing to hold it against. */
const inChain = (checked: readonly Checked[]): readonly Checked[] =>
  checked.map((each, index) => {
    const previous = checked[index - 1]?.document
    if (!previous || !each.document) return each
    return { ...each, faults: [...each.faults, ...chainFaults(previous, each.document)] }
  })

function report({ file, document, faults }: Checked): string {
  if (document && faults.length === 0) return `${file}\n  有效 valid\n${facts(document)}`
  return `${file}\n  无效 invalid\n${faults.map(line).join('')}`
}

const line = ({ part, message }: Fault) => `  ${part}：${message}\n`

function facts({ format, parts, manifest, seal }: SealedDocument): string {
  const { signer, signedAt, previous } = manifest
  const rows = [
    ['格式', format],
    ['日期', dayOf(parts)],
    ['签发人', `${signer.name}（${signer.operatorId}）`],
    ['签发时间', localTime(signedAt)],
    ['公钥指纹', keyFingerprint(signer.publicKey)],
    ['封印', seal],
    ['上一份', previous ? `${previous.day}，封印 ${previous.seal}` : '无（签发链的第一份）'],
  ]
  return rows.map(([name, value]) => `  ${name}：${value}\n`).join('')
}

function dayOf({ header }: SealedDocument['parts']): string {
  const day: unknown = typeof header === 'object' && header !== null ? Reflect.get(header, 'day') : undefined
  return typeof day === 'string' ? day : '未注明'
}

const beijing = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Shanghai' })

/** A signed document may still name an instant that no calendar has; then it is shown as it stands. */
const localTime = (instant: string) =>
  Number.isNaN(Date.parse(instant)) ? instant : `${beijing.format(new Date(instant))}（北京时间）`
