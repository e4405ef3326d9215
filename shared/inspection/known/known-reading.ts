import type { Day } from '#shared/contract/primitives'
import type { Visit } from '#shared/inspection/fetch/visit'
import { isWebPage, withoutBody } from '#shared/inspection/gather/see-page'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import type { Harvest } from '#shared/inspection/read/harvest'
import type { PageReading } from '#shared/inspection/read/page-reading'
import { sm3Hex } from '#shared/signing/sm3'
import type { KnownPage, PageFacts, PageMemory } from './known-page'

/** Reads only what is new: a page whose body is the one of an earlier run keeps the facts of then. */
export class KnownReading implements PageReading {
  constructor(
    private readonly reading: PageReading,
    private readonly memory: PageMemory,
  ) {}

  async see(visit: Visit, today: Day): Promise<SeenPage | undefined> {
    const known = this.knownBy(visit)
    if (known !== undefined && 'seen' in known.facts) return { ...known.facts.seen, visit: withoutBody(visit) }
    const seen = await this.reading.see(visit, today)
    if (seen !== undefined) this.keep(visit, factsOf(seen))
    return seen
  }

  async harvest(visit: Visit): Promise<Harvest | undefined> {
    const known = this.knownBy(visit)
    if (known !== undefined && 'harvest' in known.facts) return known.facts.harvest
    const harvest = await this.reading.harvest(visit)
    if (harvest !== undefined) this.keep(visit, { harvest })
    return harvest
  }

  close(): Promise<void> {
    return this.reading.close()
  }

  /** What is known of the very body that came, or that the server says would have come. */
  private knownBy(visit: Visit): KnownPage | undefined {
    const isThere = visit.isUnchanged === true || isWebPage(visit)
    const known = isThere ? this.memory.get(visit.finalUrl) : undefined
    if (known === undefined || visit.isUnchanged) return known
    const isSame = known.contentType === visit.contentType && known.bodyHash === hashOf(visit)
    if (isSame) this.keep(visit, known.facts, known.record)
    return isSame ? known : undefined
  }

  private keep(visit: Visit, facts: PageFacts, record?: string): void {
    const { finalUrl, headers, contentType, seenAt, isTruncated } = visit
    if (isTruncated) return
    const [etag, lastModified] = [headers?.['etag'], headers?.['last-modified']]
    this.memory.keep(finalUrl, {
      bodyHash: 'seen' in facts ? facts.seen.bodyHash : facts.harvest.bodyHash,
      readAt: seenAt.getTime(),
      facts,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
      ...(contentType === undefined ? {} : { contentType }),
      ...(record === undefined ? {} : { record }),
    })
  }
}

const hashOf = ({ body }: Visit): string => sm3Hex(body ?? '')

const factsOf = ({ visit: _visit, ...seen }: SeenPage): PageFacts => ({ seen })
