import { describe, expect, it } from 'vitest'
import { detailsOf, findingsOf } from '../gathered'

const told = (id: string, home: string, finalUrl = 'http://www.a.test/') =>
  findingsOf(id, { home, homeVisit: { url: finalUrl, finalUrl }, target: { url: finalUrl } }).map(
    ({ severity, detail }) => `${severity} ${detail}`,
  )
const hidden = (style: string, links: string) => `<div style="${style}">${links}</div>`
const foreign = '<a href="http://www.shop.com/">便宜家具</a>'

describe('G14', () => {
  it('reports links to others that no reader can ever see', () => {
    expect(told('G14', hidden('position:absolute;left:-5000px', foreign))).toEqual([
      'deduct 页面隐藏了 1 个外部链接（暗链）：http://www.shop.com/',
    ])
  })

  it('only hints where a script may show them later', () => {
    expect(told('G14', hidden('display:none', foreign))).toEqual([
      'hint 页面隐藏了 1 个外部链接，请人工确认是否为暗链：http://www.shop.com/',
    ])
  })

  it('is silent over menus and link lists of the government and the own site', () => {
    const menu =
      '<a href="/x/">x</a><a href="http://jyj.a.test/">教育局</a><a href="http://www.gov.cn/">中国政府网</a><a href="http://www.xinhuanet.com/">新华网</a>'
    expect(told('G14', hidden('display:none', menu))).toEqual([])
    expect(told('G14', foreign)).toEqual([])
  })

  it('is silent over a page that keeps most of itself hidden', () => {
    expect(told('G14', hidden('display:none', `${foreign}${'<a href="/y/">y</a>'.repeat(30)}`))).toEqual([])
  })

  it('leaves bad words to V1', () => {
    const bad = hidden('display:none', '<a href="http://www.shop.com/">博彩平台</a>')
    expect(told('G14', bad)).toEqual([])
    expect(detailsOf('G14', { home: bad, plan: { indicators: { V1: { enabled: false } } } })).toHaveLength(1)
  })

  it('reports advertisements', () => {
    expect(told('G14', '<script src="https://pagead2.googlesyndication.com/ads.js"></script>')).toEqual([
      'deduct 页面含商业广告：https://pagead2.googlesyndication.com/ads.js',
    ])
  })
})

describe('G20', () => {
  it('hints at scripts of others, once, and names the hosts', () => {
    expect(told('G20', '<script src="http://cdn.b.test/j.js"></script><script src="//c.test/x.js"></script>')).toEqual([
      'hint 加载了外部脚本：cdn.b.test、c.test',
    ])
  })

  it('is silent over own and trusted scripts', () => {
    expect(
      told(
        'G20',
        '<script src="/j.js"></script><script src="http://s.a.test/x.js"></script><script src="https://dcs.conac.cn/js/1.js"></script>',
      ),
    ).toEqual([])
  })

  it('hints at unencrypted parts of an encrypted page only', () => {
    const parts = '<img src="http://www.a.test/1.png"><a href="http://www.a.test/">首页</a>'
    expect(told('G20', parts, 'https://www.a.test/')).toEqual(['hint 加密页面中加载了未加密的内容：www.a.test'])
    expect(told('G20', parts)).toEqual([])
  })
})
