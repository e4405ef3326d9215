import iconv from 'iconv-lite'
import { markupOf } from '#shared/inspection/page/charset'
import { linksOf } from '#shared/inspection/page/page-links'
import { parsePage } from '#shared/inspection/page/parse-page'
import { createChance } from '#tests/chance'
import { describe, expect, it } from 'vitest'

const url = 'https://a.test/folder/page.html'

function links(html: string, bytes: Uint8Array = Buffer.from(html)): string[] {
  const { ascii, charset } = markupOf(bytes, 'text/html')
  return linksOf(ascii, charset, url)
}

const parsed = (html: string): string[] => [
  ...new Set(parsePage(html, url, '2026-11-23').links.map((link) => link.url)),
]

describe('the links of a page', () => {
  it.each([
    ['quotes, none and single', `<a href="1.html">1</a><a href=2.html>2</a><a href='3.html'>3</a>`],
    ['frames, areas and pictures', '<area href=/a><iframe src=/f></iframe><img src=/i><image src=/j><frame src=/g>'],
    ['a base', '<base href="/other/"><a href="x">x</a>'],
    ['entities', '<a href="/?a=1&amp;b=2">x</a><a href="/&#x4e2d;">y</a>'],
    ['an attribute twice', '<a href=/first href=/second>x</a>'],
    ['markup inside an attribute', '<p title="<a href=/no>">x</p><a title=">" href=/yes>y</a>'],
    ['comments', '<!-- <a href=/no> --><!--><a href=/1>x</a><!---><a href=/2>y</a><!-- --!><a href=/3>z</a>'],
    ['scripts and other text', '<script>"<a href=/no>"</script><textarea><a href=/no2></textarea><a href=/yes>x</a>'],
    ['a drawing with a title', '<svg><title><a href="/in"/></title></svg><a href=/out>x</a>'],
    ['upper case and blanks', '<A\n HREF = "/x" >x</A><IMG SRC\n=\t/y>'],
    ['what is no address', '<a href="javascript:x()">1</a><a href="mailto:a@b">2</a><a href="#x">3</a><a href>4</a>'],
    ['a tag that never ends', '<a href=/yes>x</a><a href="/no'],
    ['slashes', '<img src=/a/b.png/><br/><a/href=/x>x</a>'],
    ['stray marks', '< a href=/no> <3 <> <!x <a href=/maybe>x</a> <?php <a href=/php>y</a>'],
  ])('are those that a whole reading finds: %s', (_name, html) => {
    expect(links(html).sort()).toEqual(parsed(html).sort())
  })

  it('are read by the charset of the page', () => {
    const html = `<meta charset="gbk"><p>${'政府网站每日巡查，发现问题及时整改。'.repeat(5)}</p><a href="/栏目">栏目</a>`
    expect(links(html, iconv.encode(html, 'gb18030'))).toEqual(['https://a.test/%E6%A0%8F%E7%9B%AE'])
    expect(links(html, iconv.encode(html, 'utf-16le', { addBOM: true }))).toEqual(['https://a.test/%E6%A0%8F%E7%9B%AE'])
  })

  it('are those that a whole reading finds, whatever the markup', () => {
    const pieces = [
      ...[
        '<a href="/1">',
        '</a>',
        '<a href=/2 ',
        '>',
        '"',
        "'",
        '<!--',
        '-->',
        '<img src=/3>',
        '<p class="x">',
        '</p>',
      ],
      ...[
        '=',
        '/',
        ' ',
        '<script>',
        '</script>',
        '<title>',
        '</title>',
        '中文',
        '&amp;',
        '<',
        '<b',
        '<a title="',
        '<td>',
      ],
    ]
    const chance = createChance(7)
    for (let round = 0; round < 5000; round += 1) {
      const some = Array.from({ length: chance.below(30) }, () => chance.oneOf(pieces))
      const html = `${some.join('')} "'></a></script></title>--><a href=/end>x</a>`
      expect(links(html).sort(), html).toEqual(parsed(html).sort())
    }
  })

  it('are found in time that grows with the page alone', () => {
    const [short, long] = [20_000, 80_000].map((count) => {
      const begun = performance.now()
      links('<!-- x --><a href=/1>'.repeat(count))
      return performance.now() - begun
    })
    expect(long).toBeLessThan((short ?? 0) * 12 + 200)
  })
})
