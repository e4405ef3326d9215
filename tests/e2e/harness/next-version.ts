import { cpSync } from 'node:fs'
import path from 'node:path'

const app = () => path.resolve(process.env['ZHANQUN_APP'] ?? 'out/app')

/** Platforms of the next version: one that still takes what this version sends, and one that doesn't. */
export const nextPlatform = (): string => path.resolve(app(), '../next/platform.mjs')
export const strictPlatform = (): string => path.resolve(app(), '../next/strict-platform.mjs')

/** App folder of the next version's console: its own core, the rest as it is. */
export function nextConsole(): string {
  const folder = path.resolve(app(), '../next/app')
  cpSync(app(), folder, { recursive: true, filter: (file) => !path.basename(file).startsWith('core.mjs') })
  return folder
}
