import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import type { CheckedLink } from '#shared/inspection/gather/link-checker'
import type { SharedLinks } from '#shared/inspection/gather/shared-links'
import type { LinkVerdict } from '#shared/inspection/gather/site-context'
import { visitFromText, visitToText } from '#shared/inspection/run/stored-visit'
import { sm3Hex } from '#shared/signing/sm3'
import type { Database } from '#platform/database/schema'

/** A claim whose holder is silent for so long is anybody's: it may have been killed. */
const claimSeconds = 60
const lookAgainMs = 300
/** Verdicts are a run's; this long after it nobody asks for them any more. */
const keptFor = sql`interval '2 days'`

interface Row {
  readonly verdict: LinkVerdict | null
  readonly visit: unknown
}

/** The verdicts of one run, in the platform's database. */
export class RunLinks implements SharedLinks {
  constructor(
    private readonly db: Kysely<Database>,
    private readonly runId: string,
    private readonly signal: AbortSignal,
  ) {}

  async claim(url: string): Promise<CheckedLink | undefined> {
    const urlHash = sm3Hex(url)
    while (!this.signal.aborted) {
      if (await this.take(urlHash)) return undefined
      const row = await this.row(urlHash)
      if (row?.verdict) return checkedOf(row)
      await delay(lookAgainMs, undefined, { signal: this.signal }).catch(() => undefined)
    }
    throw new AppError('cancelled', '巡查已取消，可重新开始')
  }

  /** What failed on our side is no verdict: the next one may have better luck. */
  async keep(url: string, { verdict, visit }: CheckedLink, isRechecked = false): Promise<void> {
    const mine = { runId: this.runId, urlHash: sm3Hex(url) }
    if (verdict === 'failed-here') {
      await this.db
        .deleteFrom('linkVerdict')
        .where('runId', '=', mine.runId)
        .where('urlHash', '=', mine.urlHash)
        .execute()
      return
    }
    const found = { verdict, rechecked: isRechecked, visit: visit === undefined ? null : visitToText(visit) }
    await this.db
      .insertInto('linkVerdict')
      .values({ ...mine, ...found })
      .onConflict((conflict) => conflict.columns(['runId', 'urlHash']).doUpdateSet(found))
      .execute()
  }

  async rechecked(url: string): Promise<CheckedLink | undefined> {
    const row = await this.row(sm3Hex(url))
    return row?.rechecked ? checkedOf(row) : undefined
  }

  private async take(urlHash: string): Promise<boolean> {
    const { rows } = await sql`
      insert into link_verdict (run_id, url_hash) values (${this.runId}, ${urlHash})
      on conflict (run_id, url_hash) do update set claimed_at = now()
        where link_verdict.verdict is null and link_verdict.claimed_at < now() - ${claimSeconds} * interval '1 second'
      returning 1`.execute(this.db)
    return rows.length > 0
  }

  private row(urlHash: string) {
    return this.db
      .selectFrom('linkVerdict')
      .select(['verdict', 'visit', 'rechecked'])
      .where('runId', '=', this.runId)
      .where('urlHash', '=', urlHash)
      .executeTakeFirst()
  }
}

const checkedOf = ({ verdict, visit }: Row): CheckedLink => ({
  verdict: verdict ?? 'uncertain',
  visit: visit === null ? undefined : visitFromText(JSON.stringify(visit)),
})

/** Lets go what no run asks for any more. */
export async function forgetOldLinks(db: Kysely<Database>): Promise<void> {
  await db
    .deleteFrom('linkVerdict')
    .where('claimedAt', '<', sql<string>`now() - ${keptFor}`)
    .execute()
}
