import type { Static } from '@sinclair/typebox'
import { routes, type FeedChange } from '#shared/contract/api'
import type { AuditEntry } from '#shared/contract/audit-entry'
import type { Line } from './line'

type Page = Static<typeof routes.changes.response>

export const keyOf = (kind: string, id: string): string => `${kind}:${id}`
export const isAudit = ({ entity, value }: FeedChange): boolean => entity.kind === 'auditEntry' && value !== null
export const auditIn = ({ value }: FeedChange): AuditEntry => value as AuditEntry

/** Follows the change feed from a place, as a console does. */
export class FeedReader {
  /** Everything that was committed before was read. */
  caughtUpTo = ''

  constructor(
    private readonly line: Line,
    public cursor: string,
    private readonly limit = 2_000,
  ) {}

  /** Hands over all there is, page by page. @throws Refused */
  async pull(take: (changes: readonly FeedChange[]) => void): Promise<void> {
    for (let more = true; more;) {
      const page = await this.line.call<Page>(routes.changes, { query: { cursor: this.cursor, limit: this.limit } })
      take(page.changes)
      this.cursor = page.cursor
      this.caughtUpTo = page.more ? this.caughtUpTo : page.caughtUpTo
      more = page.more
    }
  }
}
