import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, isAppError, type ErrorCode } from '#shared/contract/app-error'
import type { Problem } from '#shared/contract/api'

/** The one table from error codes to HTTP. */
const statusOf: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  incompatible: 409,
  cancelled: 409,
  rule: 422,
  unreadable: 422,
  locked: 423,
  internal: 500,
  unavailable: 503,
}

const internalMessage = '平台内部错误，已记入日志；请稍后重试，仍不成功请联系系统管理员'

/** Errors of the HTTP layer itself: a body that is no JSON, too large, of another type. */
function fromHttp(error: FastifyError): AppError | null {
  const status = error.statusCode ?? 500
  if (status === 413) return new AppError('invalid', '请求内容过大，请分批提交', { status })
  if (status >= 400 && status < 500) return new AppError('invalid', `请求无法读取：${error.message}`, { status })
  return null
}

/** PostgreSQL or its network is not there: not a bug, and worth another try. */
export function isConnectionFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const lost =
    error instanceof Error &&
    /connection (terminated|timeout)|timeout exceeded when trying to connect/i.test(error.message)
  return lost || /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|08|57P|53|57014|25P0[34])/.test(code)
}

function asAppError(error: FastifyError): AppError {
  if (isAppError(error)) return error
  if (isConnectionFailure(error)) return new AppError('unavailable', '平台的数据库暂时不可用，请稍后重试')
  return fromHttp(error) ?? new AppError('internal', internalMessage)
}

function problemOf({ code, message, detail }: AppError, status: number): Problem {
  const problem = { type: `urn:zhanqun:problem:${code}`, title: message, status, code }
  return detail === undefined ? problem : { ...problem, errors: detail }
}

/** Answers any error as an RFC 9457 problem document; what is no AppError is a bug and logged whole. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const known = asAppError(error)
  const retryAfter = known.detail?.retryAfter
  if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter)
  else if (known.code === 'internal' || known.code === 'unavailable')
    request.log.error({ err: error }, 'request failed')
  const status = typeof known.detail?.status === 'number' ? known.detail.status : statusOf[known.code]
  sendProblem(reply, known, status)
}

function sendProblem(reply: FastifyReply, error: AppError, status: number): void {
  void reply
    .code(status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemOf(error, status))
}

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, new AppError('not-found', '没有这个接口，请核对地址与平台版本'), 404)
}
