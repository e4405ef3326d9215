import { AppError } from '#shared/contract/app-error'

/** Why a file, or a part of one, could not be checked. Never the same as clean: a person has to look. */
export class Unreadable extends AppError {
  constructor(fact: string, step: string) {
    super('unreadable', `无法读取 — 人工核查：${fact}，${step}`)
  }
}

export const passwordProtected = () => new Unreadable('文件有打开密码', '请取得密码、解除保护后重新核查')
export const damaged = () => new Unreadable('文件已损坏或不完整', '请向提供单位索取完好的文件后重新核查')
export const unknownFormat = () =>
  new Unreadable('无法识别文件类型或文字编码', '请打开原文件逐页查看，或转换为 docx、xlsx、pdf、txt 后重新核查')
export const tooLarge = (what: string) => new Unreadable(`超出核查上限（${what}）`, '请拆分或单独解压后重新核查')
export const stopped = (why: string) => new Unreadable(`核查进程${why}`, '请打开原文件查看，或拆分后重新核查')
export const noReader = (format: string, step: string) => new Unreadable(`暂不支持${format}`, step)
export const noAccess = () => new Unreadable('文件打不开', '请检查文件是否存在、是否有读取权限')
