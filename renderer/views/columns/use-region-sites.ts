import { api } from '#renderer/api.ts'
import { useAnswer } from '#renderer/query.ts'
import { regionPrefix } from '#shared/domain/permissions'
import type { Site } from '#shared/contract/site'

/** Which sites lie in a region, for lists whose rows only know their site. */
export function useRegionSites(): { readonly idsIn: (codes: readonly string[]) => string[] } {
  const { value: sites } = useAnswer(allSites, ['site'])
  return {
    idsIn: (codes) =>
      (sites.value ?? [])
        .filter(({ regionCode }) => codes.some((code) => regionCode.startsWith(regionPrefix(code))))
        .map(({ id }) => id),
  }
}

async function allSites(): Promise<readonly Pick<Site, 'id' | 'regionCode'>[]> {
  const limit = 500
  const list = (offset: number) => api['rows.list']({ kind: 'site', where: {}, search: '', offset, limit })
  const first = await list(0)
  const rest = Array.from({ length: Math.max(0, Math.ceil(first.total / limit) - 1) }, (_, page) =>
    list((page + 1) * limit),
  )
  const pages = [first, ...(await Promise.all(rest))]
  return pages.flatMap(({ rows }) => rows as Site[]).map(({ id, regionCode }) => ({ id, regionCode }))
}
