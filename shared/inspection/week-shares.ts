import type { WeekShare } from '#shared/contract/availability'

/** A site with the share of its week. */
export interface SiteShare extends WeekShare {
  readonly siteId: string
}

const idBytes = 16
const bytesPerSite = idBytes + 3
const verdicts = ['unknown', 'pass', 'fail'] as const
/** Ten bits each: with probes 20 minutes apart a week has 504 at most. */
const most = 1023

/**
 * Weeks of many sites in 19 bytes each: the site's id, and three bytes with counted probes (10 bits), failed ones (10 bits)
 * and the verdict (4 bits). @throws RangeError for a week with more probes than that
 */
export function packShares(shares: readonly SiteShare[]): Uint8Array {
  const bytes = Buffer.alloc(shares.length * bytesPerSite)
  shares.forEach(({ siteId, counted, failed, verdict }, place) => {
    if (counted > most || failed > counted) throw new RangeError(`a week of ${counted} probes with ${failed} failures`)
    const at = place * bytesPerSite
    bytes.write(siteId.replaceAll('-', ''), at, 'hex')
    bytes.writeUIntBE((counted << 14) | (failed << 4) | verdicts.indexOf(verdict), at + idBytes, 3)
  })
  return bytes
}

/** The sites and their weeks. A verdict that only a newer build knows is `unknown`; half a site at the end is left out. */
export function unpackShares(packed: Uint8Array): SiteShare[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  return Array.from({ length: Math.floor(bytes.length / bytesPerSite) }, (_, place) => {
    const at = place * bytesPerSite
    const week = bytes.readUIntBE(at + idBytes, 3)
    return {
      siteId: uuidOf(bytes.toString('hex', at, at + idBytes)),
      counted: week >> 14,
      failed: (week >> 4) & most,
      verdict: verdicts[week & 15] ?? 'unknown',
    }
  })
}

const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
