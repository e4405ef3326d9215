import { bytes, html, type Answer, type FarmSite } from './fault-farm'

/** "Today" of every test here. */
export const today = new Date('2026-11-23T02:00:00.000Z')

export const footer = `<footer>
  <p>主办单位：云川省青石县人民政府 联系电话：0000-1234567</p>
  <p>网站标识码：9901210001 云ICP备12345678号 云公网安备 99012102000001号</p>
  <p><a href="/about/conac.html"><img src="/images/conac.png" alt="党政机关网站标识"></a>
     <a href="/about/jiucuo.html">我为政府网站找错</a></p></footer>`

const menu = `<nav><ul><li><a href="/">首页</a></li><li><a href="/columns/dtyw/">动态要闻</a></li>
  <li><a href="/columns/tzgg/">通知公告</a></li><li><a href="/columns/gk/">县情概况</a></li></ul></nav>`

const siteTags = `<meta name="SiteName" content="青石县人民政府"><meta name="SiteDomain" content="www.example.test">
  <meta name="SiteIDCode" content="9901210001">`

export const page = (tags: string, body: string, foot = footer): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${/content="([^"]*)/.exec(tags)?.[1] ?? '青石县'}</title>${siteTags}${tags}</head>
   <body>${menu}<main>${body}</main>${foot}</body></html>`

export const row = (id: number, date: string): string =>
  `<li><a href="/articles/${id}.html">关于做好第${id}号工作的通知（2019年1月1日起施行）</a><span class="date">${date}</span></li>`

export const list = (...dates: readonly string[]): string =>
  `<ul>${dates.map((date, at) => row(at + 1, date)).join('')}</ul>`

export const home = (body = list('2026-11-20', '2026-11-18'), foot = footer): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>青石县人民政府</title>${siteTags}</head>
   <body>${menu}<main>${body}</main>${foot}</body></html>`

export const column = (name: string, type: string, body: string): string =>
  page(
    `<meta name="ColumnName" content="${name}"><meta name="ColumnType" content="${type}">`,
    `<h1>${name}</h1>${body}`,
  )

export const article = (id: number): string =>
  page(
    `<meta name="ArticleTitle" content="第${id}号通知"><meta name="PubDate" content="2026-11-18 09:30"><meta name="ContentSource" content="县政府办公室">`,
    `<h1>第${id}号通知</h1><p>各乡镇人民政府，县政府各部门：现将有关事项通知如下，请认真贯彻执行。第${id}项。</p>
     <a href="/files/${id}.docx">附件</a>`,
  )

const attachment = bytes(Buffer.from('PK\u0003\u0004'), 'application/vnd.openxmlformats')

/** A site without a fault; `changes` replaces or adds answers. */
export const cleanSite = (changes: Readonly<Record<string, Answer>> = {}, otherwise?: Answer): FarmSite => ({
  paths: {
    '/': html(home()),
    '/columns/dtyw/': html(column('动态要闻', '动态要闻', list('2026-11-20', '2026-11-18'))),
    '/columns/tzgg/': html(column('通知公告', '通知公告', list('2026-06-01', '2026-05-18'))),
    '/columns/gk/': html(
      column('县情概况', '概况信息', `<p>${'青石县位于云川省东部，面积一千余平方公里，辖十二个乡镇。'.repeat(3)}</p>`),
    ),
    '/articles/1.html': html(article(1)),
    '/articles/2.html': html(article(2)),
    '/files/1.docx': attachment,
    '/files/2.docx': attachment,
    '/about/conac.html': html(page('', '<p>党政机关网站标识说明</p>')),
    '/about/jiucuo.html': html(page('', '<p>找错入口说明</p>')),
    '/images/conac.png': bytes(new Uint8Array([0x89, 0x50]), 'image/png'),
    ...changes,
  },
  ...(otherwise === undefined ? {} : { otherwise }),
})
