import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import type { SiteTarget } from '#shared/inspection/target'
import { Type } from '@sinclair/typebox'

const shownCode = /标识码\s*[:：]?\s*([0-9A-Za-z]{4,20})/

/** G10 网站标识码: well-formed, the registered one, of the owner's region, and the same wherever the page shows it. */
export const indicator = defineIndicator({
  id: 'G10',
  severity: 'deduct',
  thresholds: Type.Object({ format: Pattern }),
  evaluate: ({ home, target }, { format }) => {
    if (home === undefined) return []
    const codes = codesOn(home)
    const faults = codes.flatMap((code) => faultOf(code, target, new RegExp(format)) ?? [])
    const [first, second] = codes
    if (faults.length === 0 && first !== undefined && second !== undefined)
      faults.push({ code: second, expected: first, fact: `页脚标识码 ${first} 与 SiteIDCode 标签 ${second} 不一致` })
    return faults.map((fault) => finding(home, fault))
  },
})

interface CodeFault {
  readonly code: string
  readonly expected: string
  readonly fact: string
}

/** Distinct codes: the one readers see first, then the tag's. */
function codesOn({ page }: SeenPage): string[] {
  const shown = [shownCode.exec(page.footer.text)?.[1], page.meta['siteidcode']]
  return [...new Set(shown.filter((code): code is string => code !== undefined && code !== ''))]
}

function faultOf(code: string, target: SiteTarget, format: RegExp): CodeFault | undefined {
  if (!format.test(code)) return { code, expected: '10 位标识码', fact: `网站标识码 ${code} 格式不对` }
  if (target.code !== undefined)
    return code === target.code
      ? undefined
      : { code, expected: target.code, fact: `网站标识码 ${code} 与登记的 ${target.code} 不一致` }
  const isForeign = target.regionCode !== undefined && /^\d/.test(code) && !code.startsWith(target.regionCode)
  return isForeign
    ? {
        code,
        expected: `${target.regionCode} 开头`,
        fact: `网站标识码 ${code} 的区划与登记区划 ${target.regionCode} 不符`,
      }
    : undefined
}

const finding = (home: SeenPage, fault: CodeFault): ObservedFinding => ({
  indicator: 'G10',
  severity: 'deduct',
  url: home.visit.url,
  detail: fault.fact,
  evidence: { ...evidenceOfPage(home), expected: fault.expected, actual: fault.code },
})
