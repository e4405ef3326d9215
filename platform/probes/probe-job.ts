import { sql, type Kysely } from 'kysely'
import { dayOf, instantAt } from '#shared/domain/calendar'
import { withSample } from '#shared/domain/probe-day'
import { probeSites, type Probed } from '#shared/inspection/probe-sites'
import { registeredTarget } from '#shared/inspection/registered-target'
import { transact } from '#platform/commands/transact'
import { readEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { endJob, holdJob, type TakenJob } from '#platform/jobs/queue'
import type { Looking } from '#platform/runs/inspect-job'

type Db = Kysely<Database>

/** Probes the sites of a job and stores what they said, while the job is still this worker's. */
export async function doProbes(db: Db, job: TakenJob, looking: Looking): Promise<void> {
  // The next round comes soon; what goes wrong again and again is no probe.
  if (job.tries > mostTries) return endJob(db, job, 'failed')
  const [plan] = await readEntities(db, 'inspectionPlan', sql`id = ${job.planId}::uuid`)
  const sites = await readEntities(db, 'site', sql`id = any(${job.siteIds}::uuid[])`)
  const targets = sites.map((site) => registeredTarget(site, []))
  await recordProbes(db, job, plan ? await probeSites(targets, plan, looking) : [])
}

const mostTries = 2

const dayOfProbe = ({ seenAt }: Probed): string => dayOf(seenAt.getTime())

/** Answers false where the job is somebody else's by now: then nothing was stored. */
export function recordProbes(db: Db, job: TakenJob, probed: readonly Probed[]): Promise<boolean> {
  return transact(db, async (tx) => {
    if (!(await holdJob(tx, job))) return false
    for (const day of new Set(probed.map(dayOfProbe))) {
      await storeDay(
        tx,
        day,
        probed.filter((one) => dayOfProbe(one) === day),
      )
    }
    await endJob(tx, job, 'done')
    return true
  })
}

async function storeDay(tx: Db, day: string, probed: readonly Probed[]): Promise<void> {
  const siteIds = probed.flatMap(({ target }) => target.siteId ?? []).sort()
  const empty = siteIds.map((siteId) => ({ siteId, day, samples: new Uint8Array() }))
  // Rows are made and locked in one order by all, so that two rounds that overlap can't wait for each other.
  await tx
    .insertInto('probeDay')
    .values(empty)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const rows = await tx
    .selectFrom('probeDay')
    .select(['siteId', 'samples'])
    .where('day', '=', day)
    .where('siteId', 'in', siteIds)
    .orderBy('siteId')
    .forUpdate()
    .execute()
  const longer = rows.map(({ siteId, samples }) => {
    const own = probed.filter(({ target }) => target.siteId === siteId)
    return { siteId, samples: own.reduce((bytes, sample) => withSample(bytes, sampleOf(sample, day)), samples) }
  })
  await sql`
    update probe_day set samples = decode(x.hex, 'hex')
    from json_to_recordset(${JSON.stringify(longer.map(asHex))}::json) as x("siteId" uuid, hex text)
    where probe_day.site_id = x."siteId" and probe_day.day = ${day}::date
  `.execute(tx)
}

const asHex = ({ siteId, samples }: { readonly siteId: string; readonly samples: Uint8Array }) => ({
  siteId,
  hex: Buffer.from(samples).toString('hex'),
})

function sampleOf({ seenAt, verdict, milliseconds }: Probed, day: string) {
  const minute = Math.floor((seenAt.getTime() - Date.parse(instantAt(day, '00:00'))) / 60_000)
  return { minute, verdict, milliseconds: verdict === 'ok' ? milliseconds : null }
}
