import { spawn } from 'node:child_process'
import { subjects, type Crawled, type SubjectName } from './subjects'

export interface Crawl extends Crawled {
  readonly seconds: number
  readonly peakMb: number
}

export interface Order {
  readonly subject: SubjectName
  readonly home: string
  /** Requests at the same time. */
  readonly parallel: number
  readonly folder: string
}

/** Processors that the process may use, as `taskset` names them. */
export type Cores = '0' | '0,1'

/** Runs one subject in a process of its own, whose bundle is this very file's. */
export function crawl(order: Order, cores: Cores): Promise<Crawl> {
  const script = `import(${JSON.stringify(import.meta.url)}).then((bench) => bench.crawlHere(${JSON.stringify(order)}))`
  const args = ['-c', cores, process.execPath, '--input-type=module', '--eval', script]
  const child = spawn('taskset', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => void (text += piece))
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) =>
      code === 0
        ? done(JSON.parse(text.trim().split('\n').at(-1) ?? ''))
        : failed(new Error(`${order.subject}: ${code}`)),
    )
  })
}

/** In that process: the time from the first request to the last verdict. */
export async function crawlHere({ subject, home, parallel, folder }: Order): Promise<void> {
  const begun = performance.now()
  const crawled = await subjects[subject](home, parallel, folder)
  const seconds = (performance.now() - begun) / 1000
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  process.stdout.write(`\n${JSON.stringify({ ...crawled, seconds, peakMb })}\n`, () => process.exit(0))
}
