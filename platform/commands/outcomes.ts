import { createHash } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { Command, Outcome } from '#shared/contract/command'
import { canonicalJson } from '#shared/signing/canonical-json'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

/** Text that JSON allows and PostgreSQL can't hold: U+0000 and halves of surrogate pairs. */
const unstorable = /\\u(0000|d[89a-f][0-9a-f]{2})/i

function fingerprintOf({ type, author, args }: Command): string {
  const json = JSON.stringify(args)
  const text = unstorable.test(json) ? json : canonicalJson(args)
  return createHash('sha256')
    .update(JSON.stringify([type, author, text]))
    .digest('hex')
}

const foreign = ({ id, n }: Command): Outcome => ({
  id,
  n,
  result: 'rejected',
  code: 'invalid',
  message: '此指令编号已用于另一条指令，未执行；请重新办理',
})

const known = (db: Db) => db.selectFrom('commandOutcome').select(['id', 'fingerprint', 'outcome'])

type Stored = Pick<Selectable<Database['commandOutcome']>, 'id' | 'fingerprint' | 'outcome'>

function answerFrom(stored: Stored | undefined, command: Command): Outcome | null {
  if (!stored) return null
  const same = stored.id === command.id && stored.fingerprint === fingerprintOf(command)
  return same ? { ...stored.outcome, n: command.n } : foreign(command)
}

/** What was answered before to this place in the queue. */
export async function outcomeInPlace(db: Db, command: Command): Promise<Outcome | null> {
  const { device, n } = command
  return answerFrom(await known(db).where('device', '=', device).where('n', '=', n).executeTakeFirst(), command)
}

/** What was answered before to this command, sent from another place. */
export async function outcomeElsewhere(db: Db, command: Command): Promise<Outcome | null> {
  const row = known(db).where('id', '=', command.id).where('repeated', '=', false).executeTakeFirst()
  return answerFrom(await row, command)
}

/** The number the device's next command has to have; holds the device's queue until the transaction ends. */
export async function lockQueue(db: Db, device: string): Promise<number> {
  const row = await db.selectFrom('device').select('nextN').where('id', '=', device).forUpdate().executeTakeFirst()
  if (!row) throw new AppError('not-found', '此设备没有登记，请重新登录')
  return row.nextN
}

/** Keeps an outcome and moves the device's queue on. `repeated`: the command's effect is recorded in another place. */
export async function storeOutcome(db: Db, command: Command, outcome: Outcome, decidedAt: string, repeated = false) {
  const { id, device, n, type } = command
  const json = JSON.stringify(command.args)
  const args = unstorable.test(json) ? null : json
  const fingerprint = fingerprintOf(command)
  await db
    .with('moved', (both) =>
      both
        .updateTable('device')
        .set({ nextN: n + 1 })
        .where('id', '=', device),
    )
    .insertInto('commandOutcome')
    .values({ device, n, id, type, args, fingerprint, outcome: JSON.stringify(outcome), decidedAt, repeated })
    .execute()
}
