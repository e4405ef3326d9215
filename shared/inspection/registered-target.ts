import type { Column } from '#shared/contract/column'
import type { Site } from '#shared/contract/site'
import type { SiteTarget } from './target'

/** A registered site as inspection wants it, with those of its columns that are open. */
export const registeredTarget = (site: Site, columns: readonly Column[]): SiteTarget => ({
  siteId: site.id,
  url: site.url,
  code: site.code,
  name: site.name,
  regionCode: site.regionCode,
  type: site.type,
  state: site.state,
  columns: columns
    .filter(({ state }) => state === 'open')
    .map(({ name, path, type, updateCycleDays }) => ({ name, url: path, type, updateCycleDays })),
})
