import { readFileSync } from 'node:fs'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

const Settings = Type.Object({ platform: Type.String({ pattern: '^https?://' }) })

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
