import type { SiteRequest } from '#shared/contract/site-request'
import { defaultPlan } from '#shared/inspection/plan'
import { demoOperators, demoPassword } from '#platform/demo/operators'
import { demoRegions } from '#platform/demo/regions'
import { demoSiteRequests } from '#platform/demo/site-requests'
import type { DemoSite } from '#platform/demo/sites'
import { createOperator } from '#platform/sessions/passwords'
import { save, type Filling } from './filling'

/** Stores regions, units, operators, the inspection plan and the sites with their requests, which it answers. */
export async function saveRegistry(filling: Filling, sites: readonly DemoSite[]): Promise<readonly SiteRequest[]> {
  const { tx, setting, counts } = filling
  const units = sites.map(({ unit }) => unit)
  const regions = demoRegions.map(({ region }) => region)
  const operators = demoOperators(units[0]?.id ?? '')
  await save(filling, 'unit', units)
  await save(filling, 'region', regions)
  for (const operator of operators) await createOperator(tx, operator, demoPassword)
  counts.operator = operators.length
  await save(filling, 'inspectionPlan', [defaultPlan])
  const rows = sites.map(({ site }) => site)
  await save(filling, 'site', rows)
  const requests = demoSiteRequests(sites, setting)
  await save(filling, 'siteRequest', requests)
  return requests
}
