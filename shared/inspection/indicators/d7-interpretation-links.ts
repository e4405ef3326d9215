import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { pageKey } from '#shared/inspection/gather/classify-pages'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/**
 * D7 解读关联: an interpretation of a file that the site itself lists does not lead to it. Only for files known by
 * their whole title: of others nobody knows whether the site has them.
 */
export const indicator = defineIndicator({
  id: 'D7',
  severity: 'hint',
  thresholds: Type.Object({ title: Pattern }),
  evaluate: (context, { title }) => {
    const files = filesByTitle(context)
    return context.articles.flatMap((seen) => {
      const name = new RegExp(title).exec(titleOf(seen))?.[1]
      const file = name === undefined ? undefined : files.get(plain(name))
      if (name === undefined || file === undefined || seen.visit.isTruncated || leadsTo(seen, file, name)) return []
      return [
        {
          indicator: 'D7',
          severity: 'hint' as const,
          url: seen.visit.url,
          detail: `解读没有关联所解读的文件《${name}》`,
          evidence: { ...evidenceOfPage(seen), foundOn: [file], expected: `链接到 ${file}`, actual: '未发现链接' },
        },
      ]
    })
  },
})

const titleOf = ({ page }: SeenPage): string => page.meta['articletitle'] ?? page.title
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

function filesByTitle({ home, columns }: SiteContext): Map<string, string> {
  const pages = [...(home === undefined ? [] : [home]), ...columns]
  return new Map(pages.flatMap(({ page }) => page.items.map(({ title, url }) => [plain(title), url] as const)))
}

/** A script may draw the list of related files, so a page with one passes. */
const leadsTo = ({ page }: SeenPage, file: string, name: string): boolean =>
  page.hasScript ||
  page.links.some(({ url, text }) => pageKey(url) === pageKey(file) || plain(text).includes(plain(name)))
