import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { alternating, median } from '../statistics'
import type { BenchContext, Row } from '../../bench'
import { documentPackages, hasDocuments, layOutDocuments } from './documents'
import { crawl, type Cores, type Crawl } from './measure'
import { hasLinkChecker, installPeers } from './peers'
import type { SubjectName } from './subjects'
import { serveFiles } from './web-server'

/** Requests at the same time, for all. */
const parallel = 16
const rounds = 5

const say = (text: string): void => void process.stderr.write(`[zhanqun] ${text}\n`)

/** What the targets say, in times of our speed or of the floor's. */
const peers: readonly { readonly subject: SubjectName; readonly name: string; readonly times: number }[] = [
  { subject: 'linkinator', name: 'linkinator', times: 2 },
  { subject: 'brokenLinkChecker', name: 'broken-link-checker', times: 8 },
  { subject: 'linkChecker', name: 'LinkChecker', times: 15 },
]

/** Ours beside the floor and other link checkers on one farm: Debian's documentation behind nginx. */
export async function compareCrawlers({ out }: BenchContext): Promise<Row[]> {
  const missing = missingTools(path.join(out, 'peers'))
  if (missing !== undefined) {
    say(`crawlers are not compared: ${missing}`)
    return []
  }
  const files = path.join(out, 'documents')
  await layOutDocuments(files)
  const server = await serveFiles(files, path.join(out, 'nginx'))
  try {
    return await measured(`http://${server.address}/`, path.join(out, 'peers'))
  } finally {
    await server.close()
  }
}

async function measured(home: string, folder: string): Promise<Row[]> {
  const run = async (subject: SubjectName, cores: Cores): Promise<Crawl> => {
    const done = await crawl({ subject, home, parallel, folder }, cores)
    say(
      `${subject} on ${cores}: ${done.seconds.toFixed(2)} s, ${done.urls} addresses, ${done.dead} dead, ${done.peakMb} MB`,
    )
    return done
  }
  const one = await alternating(
    rounds,
    () => run('ours', '0'),
    () => run('floor', '0'),
  )
  const two = await alternating(
    rounds,
    () => run('ours', '0,1'),
    () => run('floor', '0'),
  )
  const [ours, both] = [secondsOf(one.ours), secondsOf(two.ours)]
  const rows = [
    atLeast('a documentation crawled, one core', ours, secondsOf(one.floors), 0.6),
    atLeast('a documentation crawled, two cores', both, secondsOf(two.floors), 1),
  ]
  const [sample] = one.ours
  rows.push({ name: 'memory of that run', value: sample?.peakMb ?? 0, unit: 'MB' })
  for (const { subject, name, times } of peers) {
    if (subject === 'linkChecker' && !hasLinkChecker()) continue
    const { seconds } = await run(subject, '0,1')
    const met = seconds >= times * both
    rows.push({ name: `the same by ${name}`, value: seconds, unit: 's', floor: both, target: `≥ ${times} × ours`, met })
  }
  return rows
}

const secondsOf = (crawls: readonly Crawl[]): number => median(crawls.map(({ seconds }) => seconds))

const atLeast = (name: string, value: number, floor: number, share: number): Row => ({
  ...{ name, value, unit: 's', floor },
  target: `≥ ${100 * share} % of the floor's speed`,
  met: floor / value >= share,
})

/** Installs what the comparison needs, where that is allowed; answers what stays missing. */
function missingTools(folder: string): string | undefined {
  const hasAll = (): boolean => hasDocuments() && spawnSync('nginx', ['-v']).status === 0
  if (!hasAll() && process.getuid?.() === 0)
    spawnSync('apt-get', ['install', '-y', '-q', ...documentPackages], { stdio: ['ignore', 2, 2] })
  if (!hasAll()) return `install ${documentPackages.join(' ')}`
  return installPeers(folder)
}
