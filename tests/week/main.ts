import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { projectUrl } from '#shared/contract/surroundings'
import { createChance } from '#tests/chance'
import { exportWeek, flipSomewhere, verifyWeek } from './folder'
import { correct, days, liveDay, type ToldDay } from './story'
import { createWeekWorld } from './world'

const options = { flips: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } } as const
const tell = (text: string): unknown => process.stdout.write(`${text}\n`)

const dayWords = ({ day, counts, order, wasCertain }: ToldDay): string =>
  `${day}  新增 ${counts.new.all}  仍在 ${counts.still.all}  消失 ${counts.gone.all}  豁免 ${counts.exempted}  ` +
  `整改单 ${order?.state ?? '无'}  已签发${wasCertain ? '' : '（离线，待确认，联网后已确认）'}`

async function liveWeek(folder: string): Promise<void> {
  const world = await createWeekWorld()
  try {
    const told: ToldDay[] = []
    for (const day of days) {
      told.push(await liveDay(world, day))
      tell(told.map(dayWords).at(-1) ?? '')
    }
    await exportWeek(world, folder, told, await correct(world, told[1]?.signOffId ?? ''))
  } finally {
    await world.stop()
  }
}

/** Changes one byte after another and answers how many changes went unnoticed. */
async function unnoticed(folder: string, flips: number, seed: number): Promise<number> {
  const chance = createChance(seed)
  let count = 0
  for (let round = 0; round < flips; round += 1) {
    const { file, at, isNamed } = await flipSomewhere(folder, chance)
    if (isNamed) continue
    count += 1
    tell(`未被发现：${path.basename(file)} 第 ${at + 1} 字节`)
  }
  return count
}

/** Lives the week, leaves it in out/week, verifies it and changes its bytes; exit code 1 where any change went unnoticed. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  const folder = fileURLToPath(projectUrl('out/week'))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await liveWeek(folder)
  const { code, out } = await verifyWeek(folder)
  tell(out)
  const missed = await unnoticed(folder, Number(values.flips), Number(values.seed))
  tell(`改动 ${values.flips} 处各一位（种子 ${values.seed}），未被发现 ${missed} 处；文件在 ${folder}`)
  return code === 0 && missed === 0 ? 0 : 1
}
