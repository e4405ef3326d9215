import { Value } from '@sinclair/typebox/value'
import { Problem } from '#shared/contract/api'
import { AppError, errorCodes, type ErrorCode } from '#shared/contract/app-error'

const isErrorCode = (code: string): code is ErrorCode => errorCodes.some((known) => known === code)

/** What the platform answered is not what its interface promises: a proxy's page, another product, a half-written answer. */
export const nonsense = (what: string): AppError =>
  new AppError('unavailable', `平台的应答无法识别（${what}），本机数据未改动。请检查平台地址或稍后重试`)

/** The error that a failed answer stands for. Codes that are not ours, and pages in place of problems, are nonsense. */
export function problemOf(status: number, body: unknown): AppError {
  const isProblem = Value.Check(Problem, body) && isErrorCode(body.code)
  if (!isProblem)
    return status === 503 || status === 429 || status === 502 || status === 504
      ? busy(status)
      : nonsense(`HTTP ${status}`)
  const code = isErrorCode(body.code) ? body.code : 'internal'
  return new AppError(code, body.detail ?? body.title, { status, errors: body.errors })
}

const busy = (status: number) => new AppError('unavailable', '平台暂时繁忙，稍后自动重试', { status })
