import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { PlatformRun } from '#shared/contract/platform-run'
import { may } from '#shared/domain/permissions'
import { orderedRun } from '#shared/domain/platform-run-states'
import { connectDatabase } from '#platform/database/connect'
import { insertEntities, readEntities, updateEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { freePorts, PlatformProcess } from '#tests/e2e/harness/platform-process'
import type { Bench, BenchContext, Row } from './bench'
import { withCluster } from './lab/cluster'
import { withWorkers } from './lab/worker-processes'

/** `ZHANQUN_SCALE=0.1 npm run bench -- province-run` takes a tenth of the province. */
const scale = Number(process.env['ZHANQUN_SCALE'] ?? 1)
const workers = [1, 2, 4]
/** Of all sites at the default rate per host, on two cores. */
const mostMinutes = 15

/** Home, columns and the links of the home page, of every site of the demo province, by the platform's own workers. */
export const bench: Bench = {
  name: 'province-run',
  run: (context) =>
    withCluster(context, async (databaseUrl) => {
      const [port = 0, pagesPort = 0] = await freePorts(2)
      const data = path.join(context.out, 'province-run')
      const platform = await PlatformProcess.start({ port, pagesPort, data, databaseUrl, scale })
      const db = connectDatabase(databaseUrl, () => undefined, 'bench')
      try {
        return await measure(db, databaseUrl, context)
      } finally {
        await db.destroy()
        await platform.stop()
      }
    }),
}

async function measure(db: Kysely<Database>, databaseUrl: string, { out }: BenchContext): Promise<Row[]> {
  const [plan] = await readEntities(db, 'inspectionPlan', sql`true`)
  if (plan === undefined) throw new Error('the demo has no plan')
  await updateEntities(db, 'inspectionPlan', [{ ...plan, depth: 1 }])
  const rows: Row[] = []
  for (const count of workers) {
    const folder = path.join(out, 'province-run', String(count))
    const run = await withWorkers(count, { databaseUrl, folder }, () => untilFinished(db, plan.id))
    rows.push(rowOf(count, run))
  }
  return rows
}

async function untilFinished(db: Kysely<Database>, planId: string): Promise<PlatformRun> {
  const id = uuidv7()
  const order = { id, planId, trigger: 'operator' as const, dueAt: null, inspectorId: await inspectorOf(db) }
  await insertEntities(db, 'platformRun', [
    orderedRun({ ...order, orderedAt: new Date().toISOString(), siteIds: null }),
  ])
  for (;;) {
    const [run] = await readEntities(db, 'platformRun', sql`id = ${id}::uuid`)
    if (run?.state === 'finished') return run
    await delay(500)
  }
}

/** Somebody who may inspect every site. */
async function inspectorOf(db: Kysely<Database>): Promise<string> {
  const sites = await readEntities(db, 'site', sql`true`)
  const operators = await readEntities(db, 'operator', sql`true`)
  const inspector = operators.find((operator) => sites.every((site) => may(operator, 'inspection.run', site)))
  if (inspector === undefined) throw new Error('nobody may inspect all sites')
  return inspector.id
}

function rowOf(count: number, { total, startedAt, finishedAt, failed, problem }: PlatformRun): Row {
  if (failed > 0 || problem !== null) throw new Error(`${failed} sites failed: ${problem}`)
  const value = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 60_000
  const name = `${total} sites at the default rate, ${count} worker${count === 1 ? '' : 's'}`
  return { name, value, unit: 'min', target: `≤ ${mostMinutes} min`, met: value <= mostMinutes }
}
