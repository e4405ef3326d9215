import { readRow, rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import { AppError } from '#shared/contract/app-error'
import { registeredTarget } from '#shared/inspection/registered-target'
import type { SiteTarget } from '#shared/inspection/target'

/** A site as inspection wants it, with the columns that are open. @throws AppError `not-found` */
export function targetOf(store: Store, siteId: string): SiteTarget {
  const site = readRow(store, 'site', siteId)
  if (!site) throw new AppError('not-found', '所选子站已不存在，或不在当前账号的范围内，请重新选择', { siteId })
  return registeredTarget(site, rowsWith(store, 'column', 'siteId', siteId))
}
