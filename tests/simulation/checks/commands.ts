import { sql } from 'kysely'
import type { Check } from '#tests/simulation/check'
import type { Remembered } from '#tests/simulation/ledger'
import type { World } from '#tests/simulation/world'

interface Fates {
  readonly applied: ReadonlySet<string>
  /** What the platform answered, by command. */
  readonly answered: ReadonlyMap<string, string>
  readonly parked: ReadonlySet<string>
}

/** Nothing is lost and nothing is two things at once: a command is applied, or parked, or the operator took it out. */
export const check: Check = async (world) => {
  const fates = await fatesOf(world)
  return [...world.ledger.values()].flatMap((remembered) => {
    const fault = faultOf(remembered, fates)
    return fault ? [`${remembered.type} ${remembered.id} of console ${remembered.console} ${fault}`] : []
  })
}

function faultOf({ id, fate }: Remembered, { applied, answered, parked }: Fates): string | null {
  const isApplied = applied.has(id)
  const answer = answered.get(id)
  const isAnsweredSo = answer === 'applied' || answer === 'applied-changed'
  if (isApplied && !isAnsweredSo) return `has its effect, but the stored answer is ${answer ?? 'missing'}`
  if (!isApplied && isAnsweredSo) return 'is answered as applied and has no effect'
  if (parked.has(id)) return isApplied ? 'is parked though it was applied' : null
  if (fate === 'nothing') return isApplied ? 'changed something though there was nothing to do' : null
  if (fate !== 'given') return isApplied ? `is ${fate} though it was applied` : null
  return isApplied ? null : 'was lost: neither applied nor parked'
}

async function fatesOf({ server, stations }: World): Promise<Fates> {
  const db = server.db()
  const audits = await db.selectFrom('auditEntry').select('id').execute()
  const { rows } = await sql<{ id: string; result: string }>`
    select id, outcome ->> 'result' as result from command_outcome where not repeated`.execute(db)
  const parked = new Set<string>()
  for (const station of stations) {
    const console = await station.console()
    for (const { id, state } of (await console?.desk['outbox.list']({})) ?? []) if (state === 'parked') parked.add(id)
  }
  return {
    applied: new Set(audits.map(({ id }) => id)),
    answered: new Map(rows.map(({ id, result }) => [id, result])),
    parked,
  }
}
