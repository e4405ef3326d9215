import { sql, type Kysely } from 'kysely'
import type { AuditEntry } from '#shared/contract/audit-entry'
import type { EntityKind } from '#shared/contract/entity'
import type { SignOff } from '#shared/contract/sign-off'
import { dayId } from '#shared/domain/day-identity'
import { verifyDocument } from '#shared/signing/verify-document'
import { readEntities } from '#platform/database/entity-rows'
import { entityTables } from '#platform/database/entity-tables'
import type { Database } from '#platform/database/schema'
import type { Acknowledged } from './load'
import type { Asked } from './orders'
import type { World } from './world'

/** Everything that has to be empty when nothing was lost, doubled or falsified; each line says what is wrong. */
export interface Faults {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly unsound: readonly string[]
  readonly differing: readonly string[]
}

export interface Settled extends Faults {
  readonly applied: number
  readonly parked: number
  readonly signatures: number
}

interface Healed {
  readonly core: Asked
  readonly acknowledged: readonly Acknowledged[]
}

interface StoredOutcome {
  readonly id: string
  readonly result: string
  readonly signOffId: string | null
}

/** Rows whose versions count their changes, and in which consoles and platform are compared. */
const kinds = ['site', 'column', 'article', 'reviewTask', 'inspectionDay', 'signOff', 'signingKey'] as const

/** Holds what the consoles were promised against what the platform has, once everything is up again. */
export async function settle(db: Kysely<Database>, world: World, healed: readonly Healed[]): Promise<Settled> {
  const outcomes = await outcomesIn(db)
  const audits = await readEntities(db, 'auditEntry', sql`true`)
  const signOffs = await readEntities(db, 'signOff', sql`true`)
  const parked = (await Promise.all(healed.map(({ core }) => core.ask('outbox.list', {})))).flat()
  const acknowledged = healed.flatMap((each) => each.acknowledged)
  const isParked = new Set(parked.map(({ id }) => id))
  const parkedSignOffs = new Set(parked.map(({ args }) => (args as { signOffId?: string }).signOffId))
  const applied = outcomes.filter(isApplied)
  const auditOf = new Map(audits.map((audit) => [audit.id, audit]))

  const isKept = (promise: Acknowledged): boolean => {
    if ('signOffId' in promise)
      return signOffs.some(({ id }) => id === promise.signOffId) || parkedSignOffs.has(promise.signOffId)
    const audit = auditOf.get(promise.commandId)
    return audit ? tells(audit, promise.text) : isParked.has(promise.commandId)
  }
  const still = parked.filter(({ state }) => state === 'waiting').map(({ id }) => `${id} still waits`)
  return {
    applied: applied.length,
    parked: parked.length,
    signatures: signOffs.length,
    lost: [...acknowledged.filter((each) => !isKept(each)).map((each) => JSON.stringify(each)), ...still],
    doubled: [
      ...unlike(applied, audits, isParked),
      ...repeatedSignOffs(outcomes),
      ...(await miscounted(db, audits, world)),
    ],
    unsound: unsoundIn(signOffs),
    differing: (await Promise.all(healed.map(({ core }, index) => differing(db, core, index)))).flat(),
  }
}

const isApplied = ({ result }: StoredOutcome) => result === 'applied' || result === 'applied-changed'

async function outcomesIn(db: Kysely<Database>): Promise<readonly StoredOutcome[]> {
  const { rows } = await sql<StoredOutcome>`
    select id, outcome ->> 'result' as result, args ->> 'signOffId' as sign_off_id from command_outcome
    where not repeated
  `.execute(db)
  return rows
}

/** Whether an audit entry names what was asked for: as a new value, or as what was changed. */
const tells = ({ differences, subjects }: AuditEntry, text: string) =>
  differences.some(({ after }) => after === text) || subjects.some((subject) => subject.endsWith(text))

/** An effect without its outcome, an outcome without its effect, or one that its console takes for refused. */
function unlike(applied: readonly StoredOutcome[], audits: readonly AuditEntry[], parked: ReadonlySet<string>) {
  const named = new Set(applied.map(({ id }) => id))
  const audited = new Set(audits.map(({ id }) => id))
  return [
    ...audits.filter(({ id }) => !named.has(id)).map(({ id }) => `effect of ${id} without an outcome`),
    ...applied.filter(({ id }) => !audited.has(id)).map(({ id }) => `outcome of ${id} without an effect`),
    ...applied.filter(({ id }) => parked.has(id)).map(({ id }) => `${id} is applied and parked`),
  ]
}

function repeatedSignOffs(outcomes: readonly StoredOutcome[]): string[] {
  const named = outcomes.filter(isApplied).flatMap(({ signOffId }) => signOffId ?? [])
  return named.filter((id, index) => named.indexOf(id) !== index).map((id) => `sign-off ${id} was applied twice`)
}

/** Each row was changed exactly as often as audit entries name it. */
async function miscounted(db: Kysely<Database>, audits: readonly AuditEntry[], world: World): Promise<string[]> {
  const named = new Map<string, number>()
  for (const subject of audits.flatMap(({ subjects }) => subjects)) named.set(subject, (named.get(subject) ?? 0) + 1)
  const given = givenRows(world)
  const versions = await Promise.all(kinds.map((kind) => versionsOf(db, kind)))
  return versions.flat().flatMap(({ subject, version }) => {
    const changes = named.get(subject) ?? 0
    const expected = changes + (given.has(subject) ? 1 : 0)
    return version === expected ? [] : [`${subject} is at version ${version} after ${changes} changes`]
  })
}

const givenRows = ({ sites, columns, inReview, days }: World): ReadonlySet<string> =>
  new Set([
    ...sites.map(({ id }) => `site:${id}`),
    ...columns.map(({ id }) => `column:${id}`),
    ...inReview.flatMap(({ article, task }) => [`article:${article.id}`, `reviewTask:${task.id}`]),
    ...days.map((day) => `inspectionDay:${dayId(day)}`),
  ])

async function versionsOf(db: Kysely<Database>, kind: EntityKind) {
  const { rows } = await sql<{ id: string; version: number }>`
    select id, version from ${sql.table(entityTables[kind].table)} where not deleted
  `.execute(db)
  return rows.map(({ id, version }) => ({ subject: `${kind}:${id}`, version }))
}

/** Signatures that don't verify, and sign-offs that don't form one chain. */
function unsoundIn(signOffs: readonly SignOff[]): string[] {
  const faulty = signOffs.flatMap(({ id, document }) =>
    verifyDocument(document).map(({ part, message }) => `${id} ${part}：${message}`),
  )
  const byId = new Map(signOffs.map((signOff) => [signOff.id, signOff]))
  const unlinked = signOffs.filter(({ previousId, document }) => {
    const previous = previousId === null ? null : byId.get(previousId)
    return document.manifest.previous?.seal !== previous?.seal
  })
  const forked = signOffs.filter((one) => signOffs.some((two) => two !== one && two.previousId === one.previousId))
  return [...faulty, ...[...unlinked, ...forked].map(({ id }) => `${id} is not part of the one chain`)]
}

/** Rows that a console shows otherwise than the platform has them. */
async function differing(db: Kysely<Database>, core: Asked, index: number): Promise<string[]> {
  const there = (await Promise.all(kinds.map((kind) => versionsOf(db, kind)))).flat()
  const here = new Set((await Promise.all(kinds.map((kind) => shown(core, kind)))).flat())
  const missing = there.map(({ subject, version }) => `${subject}@${version}`).filter((row) => !here.delete(row))
  return [
    ...missing.map((row) => `console ${index} lacks ${row}`),
    ...[...here].map((row) => `console ${index} has ${row}`),
  ]
}

async function shown(core: Asked, kind: (typeof kinds)[number]): Promise<string[]> {
  const ids = await core.ask('rows.ids', { kind, where: {}, search: '' })
  const rows: unknown[] = []
  for (let at = 0; at < ids.length; at += 500)
    rows.push(...(await core.ask('rows.many', { kind, ids: ids.slice(at, at + 500) })))
  return (rows as { id: string; version: number }[]).map(({ id, version }) => `${kind}:${id}@${version}`)
}
