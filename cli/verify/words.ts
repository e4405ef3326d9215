import path from 'node:path'
import type { SealedDocument } from '#shared/contract/sealed-document'
import type { SignerVerdict } from '#shared/signing/certificates/signer'
import { keyFingerprint } from '#shared/signing/key-fingerprint'
import { correctedBy, dayIn, type LogChain } from '#shared/signing/log-chain'
import type { Fault } from '#shared/signing/verify-document'
import { gapsBetween, gapWords } from './gaps'
import { isValid, type Checked, type Verification } from './verify'

const row = ([name, value]: readonly [string, string]): string => `  ${name}：${value}\n`
const line = ({ part, message }: Fault): string => `  ${part}：${message}\n`

/** Everything there is to say, and the outcome last. */
export function verificationWords(verification: Verification): string {
  const { checked, chain } = verification
  const isLong = checked.length > 1
  return [
    ...checked.map((each) => (isLong ? shortWords(each) : longWords(each))),
    ...(chain ? [chainWords(chain)] : []),
    evidenceWords(verification),
    ...(isLong ? [`${trustWords(verification)}${outcomeWords(verification)}`] : []),
  ].join('')
}

const invalid = (file: string, document: SealedDocument | undefined, faults: readonly Fault[]): string =>
  `${file}\n  无效 invalid\n${document ? row(['日期', dayWords(document)]) : ''}${faults.map(line).join('')}`

function longWords({ file, document, signer, faults }: Checked): string {
  if (!document || faults.length > 0) return invalid(file, document, faults)
  return `${file}\n  有效 valid\n${[...facts(document), ...signerFacts(signer)].map(row).join('')}`
}

function shortWords({ file, document, faults }: Checked): string {
  if (!document || faults.length > 0) return invalid(file, document, faults)
  const { signer, signedAt } = document.manifest
  return `${path.basename(file)}  有效 valid  ${dayWords(document)}  ${signer.name} ${localTime(signedAt)}\n`
}

function facts(document: SealedDocument): (readonly [string, string])[] {
  const { signer, signedAt, previous } = document.manifest
  return [
    ['格式', document.format],
    ['日期', dayWords(document)],
    ['签发人', `${signer.name}（${signer.operatorId}）`],
    ['签发时间', localTime(signedAt)],
    ['公钥指纹', keyFingerprint(signer.publicKey)],
    ['封印', document.seal],
    ['上一份', previous ? `${previous.day}，封印 ${previous.seal}` : '无（签发链的第一份）'],
  ]
}

function signerFacts(signer: SignerVerdict | undefined): (readonly [string, string])[] {
  const [root, own] = [signer?.certificates.at(-1), signer?.certificates[0]]
  if (!signer || !root || !own) return [['证书链', '无：导出时平台尚未确认，签发人以公钥指纹为准（待确认）']]
  const trust = signer.isTrusted ? '是您信任的根证书' : '未经您确认，请用 --trust 指明您信任的根证书'
  return [
    [
      '证书链',
      `自洽，${signer.certificates.map(({ subject }) => subject.name).join(' ← ')}；有效期至 ${own.to.slice(0, 10)}`,
    ],
    ['根证书', `指纹 ${keyFingerprint(root.publicKey)}，${trust}`],
  ]
}

function dayWords(document: SealedDocument): string {
  const corrected = correctedBy(document)
  const day = dayIn(document) ?? '未注明'
  return corrected ? `${day}（更正 ${corrected.day} 的日志）` : day
}

function chainWords({ order, faults, lacksBeginning }: LogChain): string {
  const days = order.flatMap(({ document }) => (correctedBy(document) ? [] : (dayIn(document) ?? [])))
  const corrections = order.length - days.length
  const late = days.filter((day, at) => days.slice(0, at).some((earlier) => earlier > day))
  const sorted = [...days].sort()
  return [
    `签发链  ${days.length} 份日志${corrections > 0 ? `、${corrections} 份更正` : ''}，${sorted[0] ?? '无'} 至 ${sorted.at(-1) ?? '无'}\n`,
    ...(lacksBeginning ? ['  不含签发链的开头：第一份记载了更早的一份\n'] : []),
    ...gapsBetween(days).map((gap) => `  ${gapWords(gap)}\n`),
    ...late.map((day) => `  ${day}：补签，在其后日期的日志之后签发\n`),
    ...faults.map((fault) => `  ${path.basename(fault.file)}：${fault.message}\n`),
  ].join('')
}

function evidenceWords({ evidence, damagedEvidence }: Verification): string {
  if (evidence === 0) return ''
  const damaged = damagedEvidence.map((file) => `  ${file}：内容与文件名中的摘要不符，被改动或损坏\n`)
  return `证据  ${evidence} 份${damaged.length > 0 ? '' : '，均与其摘要相符'}\n${damaged.join('')}`
}

function trustWords({ checked }: Verification): string {
  const roots = new Map(
    checked.flatMap(({ signer }) => {
      const root = signer?.certificates.at(-1)
      return root ? [[root.pem, { fingerprint: keyFingerprint(root.publicKey), isTrusted: signer?.isTrusted }]] : []
    }),
  )
  const without = checked.filter(({ signer }) => signer?.certificates.length === 0).length
  return [
    ...[...roots.values()].map(
      ({ fingerprint, isTrusted }) =>
        `根证书  指纹 ${fingerprint}，${isTrusted ? '是您信任的根证书' : '未经您确认，请用 --trust 指明您信任的根证书'}\n`,
    ),
    ...(without > 0 ? [`证书链  ${without} 份没有证书链，签发人以公钥指纹为准（待确认）\n`] : []),
  ].join('')
}

const outcomeWords = (verification: Verification): string =>
  `结论  ${isValid(verification) ? '全部有效 valid' : '有被改动、缺失或不可信的内容 invalid'}\n`

const beijing = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Shanghai' })

/** A signed document may still name an instant that no calendar has; then it is shown as it stands. */
const localTime = (instant: string): string =>
  Number.isNaN(Date.parse(instant)) ? instant : `${beijing.format(new Date(instant))}（北京时间）`
