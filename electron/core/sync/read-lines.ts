import type { Response } from 'undici'
import { connectionFailure } from '#core/platform/connection-failure'
import { nonsense } from '#core/platform/problem'

const usualLines = 1_000
/** No entity is longer; an endless line is no entity. */
const longestLine = 64 * 1024 * 1024

/** The lines of an NDJSON answer, so many at a time. */
export async function* readLines(response: Response, linesAtOnce = usualLines): AsyncGenerator<string[]> {
  if (!response.headers.get('content-type')?.includes('ndjson')) {
    await response.body?.cancel()
    throw nonsense('不是数据行')
  }
  let lines: string[] = []
  let rest = ''
  for await (const text of textOf(response)) {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > longestLine) throw nonsense('数据行过长')
    for (const part of parts) if (part !== '') lines.push(part)
    while (lines.length >= linesAtOnce) {
      yield lines.slice(0, linesAtOnce)
      lines = lines.slice(linesAtOnce)
    }
  }
  if (rest !== '') lines.push(rest)
  if (lines.length > 0) yield lines
}

async function* textOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw connectionFailure(error)
  }
}
