import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/**
 * D25 页面标签、兼容性: the declared character set is not the content's, so a browser shows garbage; or the title is one
 * that an editor put there. One finding of each a site.
 */
export const indicator = defineIndicator({
  id: 'D25',
  severity: 'hint',
  thresholds: Type.Object({ placeholderTitle: Pattern }),
  evaluate: ({ home, columns }, { placeholderTitle }) => {
    const pages = [...(home === undefined ? [] : [home]), ...columns]
    const unnamed = new RegExp(placeholderTitle, 'i')
    return [
      ...together(
        pages.filter(({ charset }) => charset.isMisdeclared),
        garbled,
      ),
      ...together(
        pages.filter(({ page }) => unnamed.test(page.title)),
        placeholder,
      ),
    ]
  },
})

type Fact = Pick<ObservedFinding, 'detail'> & { readonly expected: string; readonly actual: string }

const garbled = ({ charset }: SeenPage): Fact => ({
  detail: `页面声明编码 ${charset.declared}，实际为 ${charset.charset}，浏览器中会显示乱码`,
  expected: charset.charset,
  actual: charset.declared ?? '',
})

const placeholder = ({ page }: SeenPage): Fact => ({
  detail: `页面标题标签为“${page.title}”，没有说明页面内容`,
  expected: '网站或栏目名称',
  actual: page.title,
})

function together(pages: readonly SeenPage[], say: (seen: SeenPage) => Fact): ObservedFinding[] {
  const [first] = pages
  if (first === undefined) return []
  const { detail, expected, actual } = say(first)
  const foundOn = pages.map(({ visit }) => visit.url)
  const evidence = { ...evidenceOfPage(first), foundOn, expected, actual }
  return [{ indicator: 'D25', severity: 'hint', url: first.visit.url, detail, evidence }]
}
