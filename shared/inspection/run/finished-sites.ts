import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { RunFile } from './run-file'

export const finishedSite = (file: RunFile, site: number): SiteInspection | undefined => {
  const row = file.get<{ inspection: string }>('SELECT inspection FROM finished WHERE site = ?', site)
  return row === undefined ? undefined : (JSON.parse(row.inspection) as SiteInspection)
}

export const keepFinished = (file: RunFile, site: number, inspection: SiteInspection): void =>
  file.run('INSERT OR REPLACE INTO finished (site, inspection) VALUES (?, ?)', site, JSON.stringify(inspection))
