import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sm3Hex } from '#shared/signing/sm3'
import { demoDefects } from '#platform/demo/defects'
import { fictionalIdNumber } from '#platform/demo/slips'
import { docx } from './docx'
import { pdf } from './pdf'
import { xlsx } from './xlsx'

export interface DemoFile {
  readonly name: string
  readonly hash: string
  readonly bytes: Uint8Array
}

const file = (name: string, bytes: Uint8Array): DemoFile => ({ name, bytes, hash: sm3Hex(bytes) })
const masked = (idNumber: string) => `${idNumber.slice(0, 2)}${'*'.repeat(13)}${idNumber.slice(-3)}`

const clean = (): DemoFile[] => [
  file(
    '申请表.docx',
    docx({
      paragraphs: [
        '申请表',
        '申请单位：',
        '统一社会信用代码：',
        '申请事项：',
        '申请理由：',
        '申请日期：    年  月  日',
        '（加盖公章）',
      ],
    }),
  ),
  file(
    '办理流程说明.docx',
    docx({
      paragraphs: [
        '办理流程说明',
        '一、申请人在线提交材料。',
        '二、窗口在一个工作日内受理。',
        '三、承办处室在五个工作日内办结。',
        '四、结果通过政务服务网送达。',
      ],
    }),
  ),
  file(
    '征求意见反馈表.docx',
    docx({
      paragraphs: ['征求意见反馈表', '反馈单位：', '修改意见：', '理由和依据：', '填表日期：'],
      header: '公开征求意见材料',
    }),
  ),
  file(
    '公共服务事项清单.xlsx',
    xlsx('清单', [
      ['序号', '事项名称', '承办处室', '办理时限'],
      ['1', '设立登记', '行政审批处', '五个工作日'],
      ['2', '变更登记', '行政审批处', '三个工作日'],
      ['3', '信息查询', '综合处', '即时办结'],
    ]),
  ),
  file(
    '年度统计表.xlsx',
    xlsx('统计', [
      ['指标', '上年', '本年', '增长'],
      ['受理件数', '1204', '1388', '15.3%'],
      ['办结件数', '1198', '1381', '15.3%'],
      ['群众满意率', '97.2%', '98.1%', '0.9%'],
    ]),
  ),
  file(
    '文件全文.pdf',
    pdf(['关于做好有关工作的通知', '', '各有关单位：', '请结合实际，认真贯彻执行。', '', '岚川省人民政府办公厅']),
  ),
  file(
    '年度工作要点.pdf',
    pdf([
      '年度工作要点',
      '',
      '一、推进政务公开标准化规范化。',
      '二、完善政府网站日常巡查制度。',
      '三、提升办事服务便利程度。',
    ]),
  ),
]

/** A list in which one citizen's number was left unmasked. */
const leakedList = (): Uint8Array =>
  xlsx('发放明细', [
    ['序号', '姓名', '身份证号', '金额（元）'],
    ...['林某', '沈某', '顾某', '周某'].map((name, index) => {
      const number = fictionalIdNumber(17 + index)
      return [String(index + 1), name, index === 2 ? number : masked(number), '1200']
    }),
  ])

/** A plan whose page header still bears the mark of a state secret. */
const markedPlan = (): Uint8Array =>
  docx({ paragraphs: ['专项检查工作方案', '一、检查范围。', '二、检查方式。', '三、时间安排。'], header: '机密★20年' })

const faulty = (): DemoFile[] => {
  const content = { 'leaked-id': leakedList, 'secret-mark': markedPlan }
  return demoDefects.flatMap(({ kind, where }) =>
    kind === 'leaked-id' || kind === 'secret-mark' ? where.map((name) => file(name, content[kind]())) : [],
  )
}

/** The files that demo articles carry: clean ones, shared by many, and those with a deliberate fault. */
export const demoFiles = (): { readonly clean: readonly DemoFile[]; readonly faulty: readonly DemoFile[] } => ({
  clean: clean(),
  faulty: faulty(),
})

/** Writes every demo attachment into a folder, which is made where missing; answers the paths. */
export async function writeDemoAttachments(folder: string): Promise<string[]> {
  const { clean, faulty } = demoFiles()
  await mkdir(folder, { recursive: true })
  return Promise.all(
    [...clean, ...faulty].map(async ({ name, bytes }) => {
      const target = path.join(folder, name)
      await writeFile(target, bytes)
      return target
    }),
  )
}
