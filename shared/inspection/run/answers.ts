import type { CheckedLink } from '#shared/inspection/gather/link-checker'
import type { LinkVerdict } from '#shared/inspection/gather/site-context'
import { isPageForFile } from '#shared/inspection/page/file-address'
import type { RunFile } from './run-file'
import { visitFromText, visitToText } from './stored-visit'

interface Row {
  readonly verdict: LinkVerdict
  readonly visit: string | null
}

/** Verdicts of a run by address, on disk. */
export class Answers {
  constructor(private readonly file: RunFile) {}

  get(url: string): CheckedLink | undefined {
    const row = this.file.get<Row>('SELECT verdict, visit FROM answer WHERE url = ?', url)
    if (row === undefined) return undefined
    return { verdict: row.verdict, visit: row.visit === null ? undefined : visitFromText(row.visit) }
  }

  keep(url: string, { verdict, visit }: CheckedLink, isRechecked = false): void {
    const isToTell = verdict !== 'ok' || isPageForFile(url, visit?.contentType)
    const text = isToTell && visit !== undefined ? visitToText(visit) : null
    this.file.run(
      'INSERT OR REPLACE INTO answer (url, verdict, rechecked, visit) VALUES (?, ?, ?, ?)',
      ...[url, verdict, isRechecked ? 1 : 0, text],
    )
  }

  /** Nothing new was learnt by looking again. */
  settle(url: string): void {
    this.file.run('UPDATE answer SET rechecked = 1 WHERE url = ?', url)
  }

  /** Addresses that nobody has looked at a second time, at most `count`. */
  doubtful(count: number): string[] {
    const sql = "SELECT url FROM answer WHERE verdict = 'uncertain' AND rechecked = 0 LIMIT ?"
    return this.file.all<{ url: string }>(sql, count).map(({ url }) => url)
  }
}
