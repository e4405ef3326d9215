import type { Ipv6State } from '#shared/inspection/gather/ipv6'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfVisit } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

const facts: Readonly<Partial<Record<Ipv6State, string>>> = {
  absent: '域名没有 IPv6 地址（AAAA 记录）',
  silent: '域名有 IPv6 地址，但无法通过 IPv6 连接',
}

/** D22 IPv6改造: the home page's name has an IPv6 address that answers. What could not be asked is not reported. */
export const indicator = defineIndicator({
  id: 'D22',
  severity: 'deduct',
  thresholds: Type.Object({}),
  evaluate: ({ home, homeVisit, extras }) => {
    const fact = facts[extras?.ipv6 ?? 'unknown']
    if (home === undefined || fact === undefined) return []
    return [
      {
        indicator: 'D22',
        severity: 'deduct',
        url: homeVisit.url,
        detail: `首页不支持 IPv6：${fact}`,
        evidence: { ...evidenceOfVisit(homeVisit), expected: '可通过 IPv6 访问', actual: fact },
      },
    ]
  },
})
