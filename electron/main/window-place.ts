import { readFileSync, writeFileSync } from 'node:fs'
import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

/** Where a window stands, in screen pixels. */
export const WindowPlace = Type.Object({
  x: Type.Integer(),
  y: Type.Integer(),
  width: Type.Integer({ minimum: 1 }),
  height: Type.Integer({ minimum: 1 }),
  maximized: Type.Boolean(),
})
export type WindowPlace = Static<typeof WindowPlace>

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Without a position the system chooses one. */
type Bounds = Area | Pick<Area, 'width' | 'height'>

export const smallest = { width: 1024, height: 640 } as const
const usual = { width: 1366, height: 768 } as const
/** So much of a window has to lie on a screen for its title bar to be within reach. */
const reachable = 120

/** Reads what was remembered; undefined when there is nothing or something else. */
export function readPlace(file: string): WindowPlace | undefined {
  try {
    const place: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Value.Check(WindowPlace, place) ? place : undefined
  } catch {
    return undefined
  }
}

/** Remembers a place. Not worth an error: a read-only folder only costs the memory. */
export function writePlace(file: string, place: WindowPlace): void {
  try {
    writeFileSync(file, JSON.stringify(place))
  } catch (error) {
    console.warn(`window place not remembered: ${String(error)}`)
  }
}

/** Bounds for a new window: the remembered ones, unless the screen they were on is gone; never below the smallest. */
export function boundsFor(place: WindowPlace | undefined, screens: readonly Area[]): Bounds {
  if (!place) return usual
  const size = { width: Math.max(place.width, smallest.width), height: Math.max(place.height, smallest.height) }
  const wanted = { x: place.x, y: place.y, ...size }
  return screens.some((screen) => isReachable(wanted, screen)) ? wanted : size
}

const isReachable = (window: Area, screen: Area): boolean =>
  window.x + window.width >= screen.x + reachable &&
  window.x <= screen.x + screen.width - reachable &&
  window.y >= screen.y &&
  window.y <= screen.y + screen.height - reachable
