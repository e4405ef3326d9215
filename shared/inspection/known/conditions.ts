import type { PageSource } from '#shared/inspection/fetch/page-source'
import type { Visit } from '#shared/inspection/fetch/visit'
import type { KnownPage, PageMemory } from './known-page'

/** What a page is read for: everything that indicators ask, or its links alone. */
export type Purpose = 'seen' | 'harvest'

/** Beyond this a page is read again whatever its server says: a server may say so wrongly, but not for ever. */
const longestTrust = 7 * 86_400_000

/**
 * Asks for pages that are known from earlier runs on condition that they changed. What its server then calls unchanged
 * counts as an answer without a body (`isUnchanged`).
 */
export class ConditionalPages implements PageSource {
  constructor(
    private readonly source: PageSource,
    private readonly memory: PageMemory,
    private readonly purpose: Purpose,
    private readonly now: () => Date,
  ) {}

  async page(url: string): Promise<Visit> {
    const asked = new Map<string, KnownPage>()
    const visit = await this.source.page(url, (hop) => {
      const known = this.memory.get(hop)
      if (known === undefined || !this.isOfUse(known)) return {}
      asked.set(hop, known)
      return conditionsFor(known)
    })
    const known = visit.status === 304 ? asked.get(visit.finalUrl) : undefined
    return known === undefined ? visit : unchanged(visit, known)
  }

  probe(url: string, isUrgent = false): Promise<Visit> {
    return this.source.probe(url, isUrgent)
  }

  needsNetwork(url: string): boolean {
    return this.source.needsNetwork(url)
  }

  mayBeOurFault(visit: Visit): Promise<boolean> {
    return this.source.mayBeOurFault(visit)
  }

  isMisdirected(visit: Visit): boolean {
    return this.source.isMisdirected(visit)
  }

  private isOfUse({ facts, readAt }: KnownPage): boolean {
    return this.purpose in facts && this.now().getTime() - readAt < longestTrust
  }
}

/** Conditions of RFC 9110 13.1; where the server gave both validators, both are sent back. */
const conditionsFor = ({ etag, lastModified }: KnownPage): Record<string, string> => ({
  ...(etag === undefined ? {} : { 'if-none-match': etag }),
  ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
})

function unchanged({ body: _none, ...visit }: Visit, { contentType }: KnownPage): Visit {
  return { ...visit, status: 200, isUnchanged: true, ...(contentType === undefined ? {} : { contentType }) }
}
