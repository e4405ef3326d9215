import type { ObservedFinding } from '#shared/contract/finding'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfVisit } from '#shared/inspection/judge/evidence'
import { hostFamily, isPrivateHost } from '#shared/inspection/page/host-family'
import { Type } from '@sinclair/typebox'

/** G4 域名: the form that portals and departments have, and columns under the site's own domain. Needs the registry. */
export const indicator = defineIndicator({
  id: 'G4',
  severity: 'deduct',
  thresholds: Type.Object({ portal: Pattern, department: Pattern }),
  evaluate: (context, forms) => [...formFault(context, forms), ...columnsElsewhere(context)],
})

function formFault(
  { target, homeVisit, home }: SiteContext,
  forms: Readonly<Record<'portal' | 'department', string>>,
): ObservedFinding[] {
  const { hostname } = new URL(target.url)
  if (home === undefined || target.type === undefined || !hostname.endsWith('.gov.cn')) return []
  if (new RegExp(forms[target.type]).test(hostname)) return []
  const expected = target.type === 'portal' ? 'www.地名.gov.cn' : '部门.地名.gov.cn'
  return [
    {
      indicator: 'G4',
      severity: 'hint',
      url: homeVisit.url,
      detail: `域名 ${hostname} 不符合命名形式 ${expected}`,
      evidence: { ...evidenceOfVisit(homeVisit), expected, actual: hostname },
    },
  ]
}

function columnsElsewhere({ target, homeVisit, home }: SiteContext): ObservedFinding[] {
  const { hostname } = new URL(target.url)
  if (home === undefined || isPrivateHost(hostname)) return []
  const away = (target.columns ?? []).filter(
    ({ url }) => URL.canParse(url) && hostFamily(new URL(url).hostname) !== hostFamily(hostname),
  )
  return away.map(({ name, url }) => ({
    indicator: 'G4',
    severity: 'deduct',
    url,
    detail: `栏目“${name}”不在本网站域名下`,
    evidence: { ...evidenceOfVisit(homeVisit), expected: hostFamily(hostname), actual: new URL(url).hostname },
  }))
}
