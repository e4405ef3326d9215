import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { projectUrl } from '#shared/contract/surroundings'
import { withProvinceOf } from '#tests/bench/lab/province'
import { openFaultFarm } from '#tests/fixtures/fault-farm/farm'
import { runFarm } from '#tests/fixtures/fault-farm/run-farm'
import { inspectDemoSites } from './demo-sites'
import { figuresOf, pageOf, type Measured } from './page'

const options = { clean: { type: 'string', default: '10000' } } as const
const port = 18_660

/** Writes docs/inspection-accuracy.md; exit code 1 where a decidable fault was missed or a sound link called dead. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  const farm = await openFaultFarm()
  const faults = await runFarm(farm)
  await farm.close()
  const data = fileURLToPath(projectUrl('out/accuracy/platform'))
  const sites = await withProvinceOf({ scale: 1, data, port }, (province) =>
    inspectDemoSites(province, Number(values.clean)),
  )
  const measured: Measured = { day: new Date().toISOString().slice(0, 10), faults, notShown: [...farm.missing], sites }
  await writeFile(fileURLToPath(projectUrl('docs/inspection-accuracy.md')), pageOf(measured))
  const { missed, falseDead, unseen, siteDead, beyond } = figuresOf(measured)
  const told = { missed, falseDead, unseen, siteDead, beyond }
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
  return missed.length + falseDead.length + unseen.length + siteDead.length === 0 ? 0 : 1
}
