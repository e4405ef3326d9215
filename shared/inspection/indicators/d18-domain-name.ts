import type { ObservedFinding } from '#shared/contract/finding'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfVisit } from '#shared/inspection/judge/evidence'
import { isBelow, isPrivateHost } from '#shared/inspection/page/host-family'
import { Type } from '@sinclair/typebox'

/** D18 域名名称: an address under a suffix for governments, and the name that the registry has. */
export const indicator = defineIndicator({
  id: 'D18',
  severity: 'deduct',
  thresholds: Type.Object({ suffixes: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }) }),
  evaluate: (context, { suffixes }) => [...domainFault(context, suffixes), ...nameFault(context)],
})

/** Chinese suffixes arrive in the form that names have on the wire. */
const onTheWire = (suffix: string): string => new URL(`http://${suffix}`).hostname

function domainFault({ target, homeVisit, home }: SiteContext, suffixes: readonly string[]): ObservedFinding[] {
  const { hostname } = new URL(target.url)
  if (home === undefined || isPrivateHost(hostname) || isBelow(hostname, suffixes.map(onTheWire))) return []
  const expected = suffixes.map((suffix) => `.${suffix}`).join('、')
  return [
    {
      indicator: 'D18',
      severity: 'deduct',
      url: homeVisit.url,
      detail: `域名 ${hostname} 不是政府网站域名`,
      evidence: { ...evidenceOfVisit(homeVisit), expected: `以 ${expected} 结尾`, actual: hostname },
    },
  ]
}

const core = (name: string): string => name.replace(/[^\p{L}\p{N}]/gu, '').replace(/(政府)?(门户|官方)?(网站|网)$/, '')

function nameFault({ target, home }: SiteContext): ObservedFinding[] {
  const shown = home?.page.meta['sitename'] ?? ''
  if (home === undefined || target.name === undefined || shown === '') return []
  const [registered, tagged, title] = [core(target.name), core(shown), core(home.page.title)]
  if ([tagged, title].some((name) => name.includes(registered) || registered.includes(name))) return []
  return [
    {
      indicator: 'D18',
      severity: 'deduct',
      url: home.visit.url,
      detail: `网站名称“${shown}”与登记的“${target.name}”不一致`,
      evidence: { ...evidenceOfVisit(home.visit), expected: target.name, actual: shown },
    },
  ]
}
