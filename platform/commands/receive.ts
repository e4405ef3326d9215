import { AppError } from '#shared/contract/app-error'
import type { Command, Outcome } from '#shared/contract/command'
import { judgeCommand, QueueGap, type Judge } from './judge'

interface Batch {
  readonly device: string
  readonly commands: readonly Command[]
}

/** A request carries one stretch of one device's queue, made by the operator who sends it. */
function assertOneQueue({ device, commands }: Batch, operatorId: string): void {
  const isDense = commands.every(({ n }, index) => index === 0 || n === (commands[index - 1]?.n ?? 0) + 1)
  if (!isDense || commands.some((command) => command.device !== device)) {
    throw new AppError('invalid', '一次提交的指令须出自同一设备且编号连续')
  }
  if (commands.some(({ author }) => author !== operatorId)) {
    throw new AppError('forbidden', '指令须由其办理人登录后提交')
  }
}

/** A device belongs to the operator who used it first: each operator's store on a workstation is a device of its own. */
async function bindDevice({ platform: { db }, by }: Judge, id: string): Promise<void> {
  const owner = async () =>
    (await db.selectFrom('device').select('operatorId').where('id', '=', id).executeTakeFirst())?.operatorId
  if ((await owner()) === by.id) return
  await db
    .insertInto('device')
    .values({ id, operatorId: by.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if ((await owner()) !== by.id) throw new AppError('forbidden', '此设备已登记在其他操作员名下')
}

async function nextNumber({ platform: { db } }: Judge, device: string): Promise<number> {
  return (await db.selectFrom('device').select('nextN').where('id', '=', device).executeTakeFirstOrThrow()).nextN
}

/**
 * Judges commands in order and stops at one that has to wait.
 * @throws AppError `conflict` naming the number that was expected, where one is missing
 */
export async function receiveCommands(judge: Judge, batch: Batch): Promise<{ outcomes: Outcome[]; nextN: number }> {
  assertOneQueue(batch, judge.by.id)
  await bindDevice(judge, batch.device)
  const outcomes: Outcome[] = []
  for (const command of batch.commands) {
    const outcome = await judgeCommand(judge, command).catch(tellGap)
    outcomes.push(outcome)
    if (outcome.result === 'retry-later') break
  }
  return { outcomes, nextN: await nextNumber(judge, batch.device) }
}

function tellGap(error: unknown): never {
  if (!(error instanceof QueueGap)) throw error
  throw new AppError('conflict', '前面的指令尚未收到，请按顺序重新提交', { nextN: error.nextN })
}
