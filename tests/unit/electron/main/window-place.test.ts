import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { boundsFor, readPlace, writePlace } from '#main/window-place'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const place = { x: 100, y: 50, width: 1400, height: 900, maximized: false }
const inTemporaryFolder = (name: string) => path.join(mkdtempSync(path.join(os.tmpdir(), 'zhanqun-place-')), name)

it('opens at 1366×768 when nothing is remembered', () => {
  expect(boundsFor(undefined, [screen])).toEqual({ width: 1366, height: 768 })
})

it('opens where the window was', () => {
  expect(boundsFor(place, [screen])).toEqual({ x: 100, y: 50, width: 1400, height: 900 })
})

it('keeps the size but not the place when that screen is gone', () => {
  expect(boundsFor({ ...place, x: 2500 }, [screen])).toEqual({ width: 1400, height: 900 })
  expect(boundsFor({ ...place, y: -600 }, [screen])).toEqual({ width: 1400, height: 900 })
})

it('never opens below the smallest size', () => {
  expect(boundsFor({ ...place, width: 10, height: 10 }, [screen])).toMatchObject({ width: 1024, height: 640 })
})

it('reads back what it wrote', () => {
  const file = inTemporaryFolder('place.json')
  writePlace(file, place)
  expect(readPlace(file)).toEqual(place)
})

it.each(['', '{"x": 1', '{"x": "1"}', 'null'])('takes a damaged file (%s) for none', (text) => {
  const file = inTemporaryFolder('place.json')
  writeFileSync(file, text)
  expect(readPlace(file)).toBeUndefined()
  expect(readPlace(`${file}.none`)).toBeUndefined()
})
