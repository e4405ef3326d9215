import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/** D25 兼容性: the declared character set is not the content's, so a browser shows garbage. */
export const indicator = defineIndicator({
  id: 'D25',
  severity: 'hint',
  thresholds: Type.Object({}),
  evaluate: ({ home, columns }) =>
    [...(home === undefined ? [] : [home]), ...columns]
      .filter(({ charset }) => charset.isMisdeclared)
      .map((seen) => ({
        indicator: 'D25',
        severity: 'hint',
        url: seen.visit.url,
        detail: `页面声明编码 ${seen.charset.declared}，实际为 ${seen.charset.charset}，浏览器中会显示乱码`,
        evidence: {
          ...evidenceOfPage(seen),
          expected: seen.charset.charset,
          ...(seen.charset.declared === undefined ? {} : { actual: seen.charset.declared }),
        },
      })),
})
