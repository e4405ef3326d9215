import { parseArgs } from 'node:util'
import type { CliCommand } from '#cli/command'
import { givenBy } from '#cli/verify/given'
import { trustFrom } from '#cli/verify/trust'
import { isValid, verify } from '#cli/verify/verify'
import { verificationWords } from '#cli/verify/words'
import { AppError } from '#shared/contract/app-error'

/** `zhanqun verify`: whether signed documents are as they were signed, follow each other, and are by whom they say. */
export const command: CliCommand = {
  name: 'verify',
  summary: '校验签发的巡查日志：内容、封印、SM2 签名、证书链和整条签发链',
  usage: `用法：zhanqun verify 文件|文件夹… [--trust 根证书.pem]… [--revoked 吊销列表.crl]…

  文件        控制台导出的签发文件（JSON），按字节校验，指出被改动的部分、条目和字节
  文件夹      其中（含下级）的全部 .json 签发文件，以及以 SM3 摘要命名的证据文件
  --trust     您信任的根证书（PEM）；不给时只说证书链是否自洽，不说签发人是否可信
  --revoked   证书吊销列表（PEM）；签发时证书已吊销的为无效

给出多份时检查整条签发链，与所给顺序无关：缺失、分叉、同日重复和更正；没有签发日志的日子逐一列出。
不联网。

退出码：0 全部有效；1 有文件被改动、签发链有缺失或分叉、证书不可信，并逐一指明；2 用法有误或文件无法读取`,
  async run(args, io) {
    const { places, roots, lists } = parsed(args)
    if (places.length === 0) {
      io.stderr(`请指明要校验的文件或文件夹\n\n${command.usage}\n`)
      return 2
    }
    const trust = await trustFrom(roots, lists)
    const given = await givenBy(places)
    if (given.documents.length === 0) throw new AppError('unreadable', '所给的文件夹中没有签发文件（.json）')
    const verification = await verify(given, trust)
    io.stdout(verificationWords(verification))
    return isValid(verification) ? 0 : 1
  },
}

function parsed(args: readonly string[]) {
  const options = { trust: { type: 'string', multiple: true }, revoked: { type: 'string', multiple: true } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { places: positionals, roots: values.trust ?? [], lists: values.revoked ?? [] }
  } catch (error) {
    throw new AppError('invalid', `${error instanceof Error ? error.message : String(error)}\n\n${command.usage}`)
  }
}
