import { withoutSession } from './session'

/** Absolute HTTP address without fragment; undefined for mail, scripts, data and what is no address. */
export function absoluteAddress(target: string, base: string): string | undefined {
  const trimmed = target.trim()
  if (trimmed.startsWith('#')) return undefined
  const url = urlOf(trimmed, base)
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    return undefined
  if (trimmed.includes('#')) url.hash = ''
  return withoutSession(url).href
}

function urlOf(target: string, base: string): URL | undefined {
  try {
    return new URL(target, base)
  } catch {
    return undefined
  }
}
