import type { SiteResult } from '#shared/contract/inspection-run'
import type { Report, ReportBlock, ReportCell } from '#shared/contract/report'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { correctionIn } from '#shared/domain/log-correction'
import { keyFingerprint } from '#shared/signing/key-fingerprint'
import { facts, grave, heading, number, numbered, share, statement, text } from './blocks'
import { dailyLogParts, type DailyLogParts } from './daily-log-parts'
import type { ReportNames } from './report-names'
import { dateWords, exemptedWords, findingStateWords, lookWords, minuteOf, severityWords, weekdayWords } from './words'

/**
 * The signed daily log 巡查日志 as a report.
 * @throws AppError `invalid` where the document is no daily log
 */
export function dailyLogReport(
  document: SealedDocument,
  names: ReportNames,
  { corrections = [], unconfirmed = false }: Afterwards = {},
): Report {
  const log = dailyLogParts(document)
  return {
    title: '政府网站每日巡查日志',
    subtitle: dateWords(log.header.day),
    to: null,
    blocks: [
      ...(unconfirmed ? [statement('待确认：本日志在离线时签发，平台尚未收到，以平台确认后导出的为准。')] : []),
      ...sections([
        ['基本情况', [summary(log, names)]],
        ['问题及处置', findings(log, names)],
        ['整改单', [orders(log, names)]],
        ['人工核对事项', manualChecks(log)],
        ['未计入巡查的子站', missed(log, names)],
        ['巡查结果一览', [results(log, names)]],
        ['更正', corrections.map(correctionFacts)],
      ]),
      signature(document),
    ],
    issued: null,
    copies: null,
    landscape: false,
  }
}

/** What came after the signature. */
interface Afterwards {
  readonly corrections?: readonly SealedDocument[]
  /** True while the platform doesn't have the signature. */
  readonly unconfirmed?: boolean
}

function correctionFacts(document: SealedDocument): ReportBlock {
  const { reason = '', text: right = '' } = correctionIn(document) ?? {}
  const { signer, signedAt } = document.manifest
  return facts([
    ['更正原因', reason],
    ['更正内容', right],
    ['签发', `${signer.name}，${minuteOf(signedAt)}（北京时间）`],
    ['验证码', document.seal],
  ])
}

/** Those that say anything, numbered. */
const sections = (all: readonly (readonly [title: string, blocks: readonly ReportBlock[]])[]): ReportBlock[] =>
  all
    .filter(([, blocks]) => blocks.length > 0)
    .flatMap(([title, blocks], index) => [heading(`${numerals[index]}、${title}`), ...blocks])

const numerals = ['一', '二', '三', '四', '五', '六', '七']

type Part = (log: DailyLogParts, names: ReportNames) => ReportBlock

const summary: Part = ({ header, figures, runs }, names) => {
  const reached = [...latestResults(runs).values()].filter((result) => result.reachable).length
  const missing = figures.unseen + (figures.unlooked ?? 0)
  const unseen = missing > 0 ? `；未计入 ${missing} 个（原因见后）` : ''
  const handed = header.reviewedBy
    ? `${names.operator(header.reviewedBy)}${header.reviewedAt ? `，${minuteOf(header.reviewedAt)}` : ''}`
    : '未提交'
  return facts([
    ['巡查日期', `${dateWords(header.day)}（${weekdayWords(header.day)}）`],
    ['巡查人员', header.inspectors.map((id) => names.operator(id)).join('、') || '无'],
    ['巡查范围', `${figures.sites} 个子站，${figures.runs} 个批次；可访问 ${reached} 个${unseen}`],
    ['问题情况', `发现问题 ${figures.findings} 个，属实 ${figures.confirmed} 个，开具整改单 ${figures.orders} 张`],
    ['提交人员', handed],
    ['巡查说明', header.remark || '无'],
  ])
}

function findings({ figures, findings: all }: DailyLogParts, names: ReportNames): ReportBlock[] {
  const rows = all.map(
    ({ siteId, indicator, severity, detail, url, state, disposition, exemptionId }): ReportCell[] => {
      const title = `${names.indicator(indicator)}\n${severityWords[severity]}`
      const judged = disposition
        ? `\n${disposition.reason}（${names.operator(disposition.by)}，${minuteOf(disposition.at)}）`
        : ''
      return [
        names.site(siteId).name,
        severity === 'veto' ? grave(title) : title,
        `${detail}\n${url}`,
        `${exemptionId ? exemptedWords : findingStateWords[state]}${judged}`,
      ]
    },
  )
  const columns = [text('子站', 18), text('指标', 15), text('问题与网址', 38), text('处置', 24)]
  return [
    ...(figures.zeroReport ? [statement(`零报告：当日对 ${figures.sites} 个子站进行了巡查，未发现属实的问题。`)] : []),
    ...(all.length > 0 ? [numbered('问题及处置', columns, rows, '')] : []),
  ]
}

const orders: Part = ({ orders: all }, names) => {
  const rows = all.map(({ siteId, findingIds, requirement, dueOn, issuedBy, issuedAt }) => [
    names.site(siteId).name,
    findingIds.length,
    requirement,
    dateWords(dueOn),
    `${names.operator(issuedBy)}\n${minuteOf(issuedAt)}`,
  ])
  const columns = [text('子站', 22), number('问题', 8), text('整改要求', 36), text('整改时限', 15), text('开具', 17)]
  return numbered('整改单', columns, rows, '当日未开具整改单。')
}

const checkWords = { ok: '正常', fault: '有问题', unchecked: '未核对' } as const

/** The items that no machine decides, every one of them: what nobody looked at says so. */
function manualChecks({ checks }: DailyLogParts): ReportBlock[] {
  if (checks === undefined) return []
  const rows = checks.map(({ item, look, state, note }): ReportCell[] => [
    item,
    look,
    state === 'fault' ? grave(checkWords[state]) : checkWords[state],
    note,
  ])
  const columns = [text('编号', 9), text('核对内容', 52), text('结果', 11), text('说明', 28)]
  return [numbered('人工核对事项', columns, rows, '')]
}

/** Sites that the signature doesn't stand for, with the reason. */
function missed({ notLookedAt = [] }: DailyLogParts, names: ReportNames): ReportBlock[] {
  if (notLookedAt.length === 0) return []
  const rows = notLookedAt.map(({ siteId, look }): ReportCell[] => {
    const { name, code } = names.site(siteId)
    return [name, code, lookWords[look]]
  })
  const columns = [text('子站', 45), text('标识码', 20), text('原因', 35)]
  return [numbered('未计入巡查的子站', columns, rows, '')]
}

/** What the last run of the day saw of each site. */
function latestResults(runs: DailyLogParts['runs']): Map<string, SiteResult> {
  const inOrder = [...runs].sort((one, other) => (one.finishedAt < other.finishedAt ? -1 : 1))
  return new Map(inOrder.flatMap((run) => run.sites.map((site) => [site.siteId, site] as const)))
}

function accessOf({ reachable, failedHere }: SiteResult): ReportCell {
  if (failedHere) return '未能巡查（本机网络）'
  return reachable ? '正常' : grave('不能访问')
}

/** Of the availability probes of the week before (V2). */
const failedShare = ({ probed }: SiteResult): string => (probed ? share(probed.failed, probed.counted) : '—')

/** By site code. */
const results: Part = ({ runs }, names) => {
  const rows = [...latestResults(runs).values()]
    .map((result) => ({ result, ...names.site(result.siteId) }))
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ result, name, code }) => [
      name,
      code,
      accessOf(result),
      result.reachable ? (result.milliseconds / 1000).toFixed(1) : '—',
      failedShare(result),
      result.pages,
      result.links,
      result.findings,
    ])
  const columns = [
    text('子站', 30),
    text('标识码', 14),
    text('首页访问', 13),
    number('响应（秒）', 11),
    number('周失败率', 11),
    number('页面', 7),
    number('链接', 7),
    number('问题', 7),
  ]
  return numbered('巡查结果一览', columns, rows, '当日没有巡查记录。')
}

/** Who signed when, and what a reader compares with the document's file. */
function signature({ manifest, seal }: SealedDocument): ReportBlock {
  const { signer, signedAt, previous } = manifest
  return {
    type: 'small-print',
    lines: [
      `签发人：${signer.name}`,
      `签发时间：${minuteOf(signedAt)}（北京时间）`,
      `验证码（SM3 封印）：${seal}`,
      `签名公钥指纹：${keyFingerprint(signer.publicKey)}`,
      `上一份：${previous ? `${previous.day} 的日志，封印 ${previous.seal}` : '无（签发链的第一份）'}`,
      '本页由同名的签发文件生成；以签发文件为准，可用“zhanqun verify 文件”校验内容是否被改动。',
    ],
  }
}
