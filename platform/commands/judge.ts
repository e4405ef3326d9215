import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import { AppError, isAppError } from '#shared/contract/app-error'
import { schemaVersion, type Command, type Outcome } from '#shared/contract/command'
import type { Operator } from '#shared/contract/operator'
import type { Database } from '#platform/database/schema'
import { isConnectionFailure } from '#platform/http/problems'
import type { Platform } from '#platform/platform'
import { applyCommand } from './apply-command'
import { lockQueue, outcomeElsewhere, outcomeInPlace, storeOutcome } from './outcomes'
import { theirsOf } from './theirs'
import { isRace, isTaken, isUnstorable, transact } from './transact'

const tooNew = '平台的版本低于管理台，平台升级后自动提交'

export interface Judge {
  readonly platform: Platform
  readonly by: Operator
  readonly log: Pick<FastifyBaseLogger, 'error'>
}

/** A command above the queue's next number: one before it got lost, so nothing is done. */
export class QueueGap extends Error {
  constructor(readonly nextN: number) {
    super(`the next command is number ${nextN}`)
  }
}

/** Runs `decide` at the command's place in its device's queue, unless it was answered before: then that answer stands. */
function once(judge: Judge, command: Command, decide: (tx: Kysely<Database>, at: string) => Promise<Outcome>) {
  return transact(judge.platform.db, async (tx) => {
    const nextN = await lockQueue(tx, command.device)
    const answered = command.n < nextN ? await outcomeInPlace(tx, command) : null
    if (answered) return answered
    if (command.n !== nextN) throw new QueueGap(nextN)
    const at = judge.platform.now().toISOString()
    const elsewhere = await outcomeElsewhere(tx, command)
    const outcome = elsewhere ?? (await decide(tx, at))
    await storeOutcome(tx, command, outcome, at, elsewhere !== null)
    return outcome
  })
}

/**
 * One command, exactly once: its effect and its outcome are stored together, or a refusal alone. One of a newer console
 * may mean something that this build doesn't know: it waits until the platform is upgraded.
 */
export async function judgeCommand(judge: Judge, command: Command): Promise<Outcome> {
  if (command.schema > schemaVersion) return { id: command.id, n: command.n, result: 'retry-later', message: tooNew }
  try {
    return await once(judge, command, (tx, at) => applied(tx, judge, command, at))
  } catch (error) {
    if (error instanceof QueueGap) throw error
    if (isConnectionFailure(error) || (isRace(error) && !isTaken(error))) return later(judge, command, error)
    return await refuse(judge, command, reasonFor(judge, command, error))
  }
}

async function applied(tx: Kysely<Database>, { by }: Judge, command: Command, at: string): Promise<Outcome> {
  const message = await applyCommand(tx, command, by, at)
  const { id, n } = command
  return message === null ? { id, n, result: 'applied' } : { id, n, result: 'applied-changed', message }
}

/** A bug refuses its command too: it must not hold up everything behind it. */
function reasonFor({ log }: Judge, { id, type }: Command, error: unknown): AppError {
  if (isAppError(error)) return error
  if (isUnstorable(error)) return new AppError('invalid', '指令含有无法保存的字符，请修改后重新办理')
  if (isTaken(error)) return new AppError('invalid', '指令要新建的数据编号已被使用，请重新办理')
  log.error({ err: error, command: { id, type } }, 'command failed')
  return new AppError('internal', '平台处理此指令时出错，已记入日志；请联系系统管理员')
}

async function refuse(judge: Judge, command: Command, reason: AppError): Promise<Outcome> {
  try {
    return await once(judge, command, (tx) => refusal(tx, judge, command, reason))
  } catch (error) {
    if (error instanceof QueueGap) throw error
    return later(judge, command, error)
  }
}

async function refusal(tx: Kysely<Database>, { by }: Judge, command: Command, reason: AppError): Promise<Outcome> {
  const { code, message, detail } = reason
  const said = { id: command.id, n: command.n, code, message, ...(detail && { detail }) }
  if (code !== 'conflict') return { ...said, result: 'rejected' }
  return { ...said, result: 'conflict', theirs: await theirsOf(tx, command, by) }
}

function later({ log }: Judge, { id, n }: Command, error: unknown): Outcome {
  log.error({ err: error, command: { id } }, 'command has to be sent again')
  return { id, n, result: 'retry-later', message: '平台暂时不能处理，稍后自动重新提交' }
}
