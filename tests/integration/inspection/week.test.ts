import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChance } from '#tests/chance'
import { exportWeek, flipSomewhere, verifyWeek } from '#tests/week/folder'
import { correct, days, liveDay, type ToldDay } from '#tests/week/story'
import { createWeekWorld, type WeekWorld } from '#tests/week/world'

let world: WeekWorld
let folder: string
const told: ToldDay[] = []
const on = (n: number): ToldDay => {
  const day = told[n - 1]
  if (!day) throw new Error(`day ${n} was not lived`)
  return day
}

beforeAll(async () => {
  world = await createWeekWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-week-'))
  for (const day of days) told.push(await liveDay(world, day))
  await exportWeek(world, folder, told, await correct(world, on(2).signOffId))
}, 300_000)
afterAll(async () => {
  await world.stop()
  await rm(folder, { recursive: true })
})

describe('a week of inspected days', () => {
  it('tells what is new, still there and gone', () => {
    expect(told.map(({ counts }) => [counts.new.all, counts.still.all, counts.gone.all])).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
    ])
  })

  it('keeps a false alarm away from the day after on', () => {
    expect(told.map(({ counts }) => counts.exempted)).toEqual([0, 0, 1, 1, 1, 1, 1])
    for (const { findings } of told.slice(2, 6)) expect(findings.filter(({ state }) => state === 'open')).toEqual([])
  })

  it('sends an order back that was reported but not mended, and closes it once it is', () => {
    expect(told.map(({ order }) => order?.state)).toEqual([
      'issued',
      'issued',
      'accepted',
      'closed',
      'closed',
      'closed',
      'closed',
    ])
  })

  it('signs a day without a line, which is told from one that the platform has', () => {
    expect(told.map(({ wasCertain }) => wasCertain)).toEqual([true, true, true, true, true, false, true])
    expect(on(6).wasConfirmed).toBe(false)
  })

  it('leaves a chain of seven days with a correction that verifies under the platform’s root', async () => {
    const { code, out } = await verifyWeek(folder)
    expect(out).toContain('签发链  7 份日志、1 份更正，2026-03-02 至 2026-03-08')
    expect(out).toContain('是您信任的根证书')
    expect(out).toMatch(/证据 {2}\d+ 份，均与其摘要相符/)
    expect(code, out).toBe(0)
  })

  it('has no byte that could be changed without being found and named', async () => {
    const chance = createChance(20_260_308)
    for (let round = 0; round < 50; round += 1) {
      const { file, at, isNamed, out } = await flipSomewhere(folder, chance)
      expect(isNamed, `byte ${at} of ${file}: ${out}`).toBe(true)
    }
  }, 300_000)
})
