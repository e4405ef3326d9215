import { parsePage } from '#shared/inspection/page/parse-page'
import { describe, expect, it } from 'vitest'

const url = 'http://www.a.test/columns/x/'
const parse = (html: string) => parsePage(html, url, '2026-11-23')
const items = (html: string) => parse(html).items.map(({ title, date }) => [title, date])

describe('links', () => {
  it('are absolute, without fragment, each with its text and region', () => {
    const page = parse(
      '<nav><a href="/">首 页</a></nav><a href="../y/#top">栏目<b>乙</b></a><footer><img src="c.png" alt="标识"></footer>',
    )
    expect(page.links).toEqual([
      { url: 'http://www.a.test/', text: '首 页', kind: 'link', region: 'nav' },
      { url: 'http://www.a.test/columns/y/', text: '栏目乙', kind: 'link', region: 'main' },
      { url: 'http://www.a.test/columns/x/c.png', text: '标识', kind: 'image', region: 'footer' },
    ])
  })

  it('leave out mail, scripts, data, bare fragments and what is no address', () => {
    const page = parse(
      '<a href="mailto:a@b">1</a><a href="javascript:void(0)">2</a><a href="#top">3</a><a>4</a><a href="http://">5</a><img src="data:,x">',
    )
    expect(page.links).toEqual([])
  })

  it('follow the base element', () => {
    expect(parse('<base href="http://b.test/d/"><a href="e">e</a>').links[0]?.url).toBe('http://b.test/d/e')
  })
})

describe('list items', () => {
  it.each([
    ['a list', '<ul><li><a href="1">通知</a><span>2026-11-20</span></li></ul>'],
    ['a table', '<table><tr><td><a href="1">通知</a></td><td>2026年11月20日</td></tr></table>'],
    ['blocks', '<div><div><a href="1">通知</a></div><div>[11-20]</div></div>'],
    ['a definition list', '<dl><dt><a href="1">通知</a></dt><dd>2026/11/20</dd></dl>'],
    ['paragraphs', '<p>2026.11.20 <a href="1">通知</a></p>'],
    ['a big day over its month', '<li><span>20</span><span>2026-11</span><a href="1">通知</a></li>'],
  ])('are read from %s', (_case, html) => {
    expect(items(html)).toEqual([['通知', '2026-11-20']])
  })

  it('take the date beside the link, not the one a title speaks of', () => {
    expect(items('<li><a href="1">2019年1月1日起施行的办法</a><i>2026-11-20</i></li>')).toEqual([
      ['2019年1月1日起施行的办法', '2026-11-20'],
    ])
    expect(items('<li><a href="1">2019年1月1日起施行的办法</a></li>')).toEqual([
      ['2019年1月1日起施行的办法', undefined],
    ])
  })

  it('do not run into one another in nested lists', () => {
    expect(
      items('<div><ul><li><a href="1">甲</a>2026-11-20</li><li><a href="2">乙</a>2026-11-19</li></ul></div>'),
    ).toEqual([
      ['甲', '2026-11-20'],
      ['乙', '2026-11-19'],
    ])
  })
})

describe('footer', () => {
  it('is known by element or by class name, pictures and addresses included', () => {
    const { footer } = parse(
      '<p>正文</p><div class="site-footer"><div>主办：某县</div><a href="http://bszs.conac.cn/x"><img alt="党政机关"></a></div><p>尾</p>',
    )
    expect(footer).toMatchObject({ isMarked: true, text: '主办：某县' })
    expect(footer.marks).toContain('bszs.conac.cn')
    expect(footer.marks).toContain('党政机关')
  })

  it('is the end of the page where nothing marks it', () => {
    expect(parse('<p>正文</p><p>ICP备1号</p>').footer).toMatchObject({ isMarked: false, text: '正文 ICP备1号' })
  })
})

it('reads title, meta tags by lower-case name, and forms', () => {
  const page = parse(
    '<title> 某县 </title><meta name="SiteName" content=" 某县 "><form method="POST" action="/q"><input name="w"></form>',
  )
  expect(page.title).toBe('某县')
  expect(page.meta).toEqual({ sitename: '某县' })
  expect(page.forms).toEqual([
    { action: 'http://www.a.test/q', method: 'post', fields: [{ name: 'w', type: 'text', value: '' }] },
  ])
})

it('keeps scripts and styles out of the text', () => {
  expect(parse('<style>.a{}</style><script>var d="2026-11-20"</script><p>正文</p>').mainText).toBe('正文')
})

it('survives unclosed, crossed and deeply nested markup', () => {
  expect(parse('<ul><li><a href="1">甲<li><b><a href="2">乙</b>2026-11-20').items).toHaveLength(2)
  expect(parse('<div>'.repeat(50_000) + '底').mainText).toBe('底')
})

describe('links out of sight', () => {
  const hidingOf = (html: string) => parse(html).links.map(({ hidden }) => hidden)

  it.each([
    ['<div style="display:none"><p><a href="/x">x</a></p></div>', 'undisplayed'],
    ['<div hidden><a href="/x">x</a></div>', 'undisplayed'],
    ['<div style="position:absolute; left:-9999px"><div><a href="/x">x</a></div></div>', 'off-screen'],
    ['<marquee height="1" width="1"><a href="/x">x</a></marquee>', 'off-screen'],
    ['<a style="font-size:0" href="/x">x</a>', 'off-screen'],
    ['<div style="height:1px;overflow:hidden"><a href="/x">x</a></div>', 'off-screen'],
    ['<div style="display:none"><div style="text-indent:-999px"><a href="/x">x</a></div></div>', 'off-screen'],
    ['<div style="margin-left:-10px;font-size:10px"><a href="/x">x</a></div>', undefined],
  ])('are known in %s', (html, hiding) => {
    expect(hidingOf(html)).toEqual([hiding])
  })

  it('end where the hidden element does', () => {
    expect(hidingOf('<div style="display:none"><div></div></div><a href="/x">x</a>')).toEqual([undefined])
  })
})

it('collects scripts, and unencrypted parts of encrypted pages only', () => {
  const html =
    '<script src="http://c.test/a.js"></script><link rel="stylesheet" href="http://c.test/a.css"><link rel="canonical" href="http://c.test/"><img src="/a.png"><a href="http://c.test/">c</a>'
  expect(parse(html)).toMatchObject({ scripts: ['http://c.test/a.js'], insecure: [] })
  expect(parsePage(html, 'https://www.a.test/', '2026-11-23').insecure).toEqual([
    'http://c.test/a.js',
    'http://c.test/a.css',
  ])
})
