import type { SeenPage } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/** D25 兼容性: the declared character set is not the content's, so a browser shows garbage. One finding a site. */
export const indicator = defineIndicator({
  id: 'D25',
  severity: 'hint',
  thresholds: Type.Object({}),
  evaluate: ({ home, columns }) => {
    const garbled = [...(home === undefined ? [] : [home]), ...columns].filter(({ charset }) => charset.isMisdeclared)
    const [first] = garbled
    return first === undefined ? [] : [{ ...finding(first), evidence: evidenceOf(first, garbled) }]
  },
})

const finding = ({ visit, charset }: SeenPage) => ({
  indicator: 'D25',
  severity: 'hint' as const,
  url: visit.url,
  detail: `页面声明编码 ${charset.declared}，实际为 ${charset.charset}，浏览器中会显示乱码`,
})

const evidenceOf = (first: SeenPage, garbled: readonly SeenPage[]) => ({
  ...evidenceOfPage(first),
  foundOn: garbled.map(({ visit }) => visit.url),
  expected: first.charset.charset,
  actual: first.charset.declared ?? '',
})
