import { readFileSync } from 'node:fs'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { inDataFolder } from './data-folder'

const Settings = Type.Object({ platform: Type.String({ pattern: '^https?://' }) })

/** Address of the platform offered at sign-in: ZHANQUN_PLATFORM, else settings.json, else none. */
export const defaultPlatform = (): string =>
  process.env['ZHANQUN_PLATFORM'] ?? platformOf(inDataFolder('settings.json'))

/** Reads `{"platform": "https://…"}`; a file that is missing or says something else names no platform. */
export function platformOf(file: string): string {
  const settings = readJson(file)
  return Value.Check(Settings, settings) ? settings.platform : ''
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
