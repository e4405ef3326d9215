import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { RunFile } from '#shared/inspection/run/run-file'
import { factsVersion, type KnownPage, type PageFacts, type PageMemory } from './known-page'

const schema = `
  CREATE TABLE IF NOT EXISTS known (
    url TEXT PRIMARY KEY, version INTEGER NOT NULL, read_at INTEGER NOT NULL, page TEXT NOT NULL, record TEXT,
    facts BLOB NOT NULL
  ) WITHOUT ROWID;`

/** Pages that no run has read for so long are let go. */
const longestMs = 60 * 86_400_000
const quick = { level: 1 }

interface Row {
  readonly page: string
  readonly record: string | null
  readonly facts: Uint8Array
}

/** Known pages in a file of their own, their facts packed: a few kilobytes a page. */
export class PageMemoryFile implements PageMemory {
  private constructor(private readonly file: RunFile) {}

  /** Opens or makes the file, which several runs may have open. Throws `unreadable` where it is none. */
  static open(path: string, now: Date): PageMemoryFile {
    const file = RunFile.openShared(path, schema)
    file.run('DELETE FROM known WHERE read_at < ? OR version <> ?', now.getTime() - longestMs, factsVersion)
    return new PageMemoryFile(file)
  }

  get(url: string): KnownPage | undefined {
    const row = this.file.get<Row>('SELECT page, record, facts FROM known WHERE url = ?', url)
    if (row === undefined) return undefined
    const page = JSON.parse(row.page) as Omit<KnownPage, 'facts' | 'record'>
    const facts = JSON.parse(inflateRawSync(row.facts).toString()) as PageFacts
    return { ...page, facts, ...(row.record === null ? {} : { record: row.record }) }
  }

  keep(url: string, { facts, record, ...page }: KnownPage): void {
    this.file.run(
      'INSERT OR REPLACE INTO known (url, version, read_at, page, record, facts) VALUES (?, ?, ?, ?, ?, ?)',
      ...[
        url,
        factsVersion,
        page.readAt,
        JSON.stringify(page),
        record ?? null,
        deflateRawSync(JSON.stringify(facts), quick),
      ],
    )
  }

  noteRecord(url: string, record: string): void {
    this.file.run('UPDATE known SET record = ? WHERE url = ?', record, url)
  }

  forget(url: string): void {
    this.file.run('DELETE FROM known WHERE url = ?', url)
  }

  close(): void {
    this.file.close()
  }
}
