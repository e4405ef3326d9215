import type { ColumnType } from '#shared/contract/column'
import { chance, oneOf } from './chance'

type Form = (title: string, owner: string) => string

const forms: Readonly<Record<ColumnType, readonly Form[]>> = {
  news: [
    (title, owner) => `${owner}召开《${title}》贯彻落实工作会议`,
    (title, owner) => `${owner}举办《${title}》学习培训班`,
    (title, owner) => `${owner}组织开展《${title}》执法检查`,
    (title) => `全省《${title}》宣传月活动启动`,
    (title) => `《${title}》实施工作座谈会召开`,
    (title, owner) => `${owner}赴基层督导《${title}》落实情况`,
    (title) => `贯彻《${title}》 推动工作再上新台阶`,
  ],
  notice: [
    (title) => `关于开展《${title}》执行情况自查的通知`,
    (title) => `关于实施《${title}》有关事项的公告`,
    (title) => `关于举办《${title}》专题培训的通知`,
    (title) => `关于《${title}》配套制度公开征求意见的公告`,
    (title, owner) => `${owner}关于做好《${title}》宣传工作的通知`,
  ],
  policy: [
    (title) => title,
    (title, owner) => `${owner}关于印发《〈${title}〉实施方案》的通知`,
    (title, owner) => `${owner}转发关于贯彻实施《${title}》的通知`,
    (title) => `关于进一步做好《${title}》实施工作的意见`,
  ],
  interpretation: [
    (title) => `《${title}》解读`,
    (title) => `一图读懂《${title}》`,
    (title) => `《${title}》政策问答`,
    (title) => `专家谈《${title}》的主要制度`,
  ],
  leader: [(title) => `在《${title}》实施工作会议上的讲话`, (title) => `关于落实《${title}》的工作分工`],
  overview: [(title) => `根据《${title}》承担的职责`, (title) => `《${title}》实施工作机构与职能`],
  service: [(title) => `《${title}》所涉事项办事指南`, (title) => `《${title}》所涉事项申请材料说明`],
  interaction: [
    (title) => `关于《${title}》的咨询与答复`,
    (title) => `《${title}》意见征集结果反馈`,
    (title) => `在线访谈：谈谈《${title}》`,
  ],
  data: [(title) => `《${title}》执行情况统计`, (title) => `《${title}》实施工作年度数据`],
  special: [(title) => `专题：学习贯彻《${title}》`, (title) => `以案释法：《${title}》典型案例`],
}

/** A title as such a column would carry it. */
export const articleTitle = (type: ColumnType, regulation: string, owner: string, number: number): string =>
  oneOf(forms[type], 'title', number)(regulation, owner)

/** A 发文字号 of the form that GB/T 9704 asks for. */
export const docNumber = (sign: string, year: string, number: number): string =>
  `${sign}〔${year}〕${1 + (chance('document', number) % 180)}号`
