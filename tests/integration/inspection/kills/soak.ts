import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { projectUrl } from '#shared/contract/surroundings'
import { killedRun } from './killed-run'

const options = { urls: { type: 'string', default: '100000' }, kills: { type: 'string', default: '3' } } as const
/** What a run of any length may have resident. */
const mostMb = 300
const [pages, leaves] = [50, 100] as const

/** `npm run soak -- inspection --urls 100000 --kills 3`: exit code 1 where a kill changed what was found or asked, or it took more memory than a run may. */
export async function soakInspection(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  const sites = Math.ceil(Number(values.urls) / (pages * leaves))
  const cli = fileURLToPath(projectUrl('out/cli/zhanqun.mjs'))
  const onMemory = (requests: number, megabytes: number): void =>
    void process.stderr.write(`${requests.toLocaleString('en')} requests, ${megabytes} MB\n`)
  const { differing, ...run } = await killedRun({ sites, pages, leaves, kills: Number(values.kills), cli, onMemory })
  process.stdout.write(`${JSON.stringify({ ...run, differing: differing.length }, null, 2)}\n`)
  return differing.length === 0 && run.repeated <= run.underWay && run.peakMb <= mostMb ? 0 : 1
}
