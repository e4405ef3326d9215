import { baselineOf } from '#shared/inspection/judge/home-baseline'
import { describe, expect, it } from 'vitest'
import { aPage, findingsOf, homeUrl } from '../gathered'

const severities = (home: string) => findingsOf('V1', { home }).map(({ severity }) => severity)

describe('V1', () => {
  it('vetoes a hidden link of gambling, and leaves a visible one to a person', () => {
    const link = '<a href="http://casino.test.com/">澳门葡京娱乐城</a>'
    expect(severities(`<div style="display:none">${link}</div>`)).toEqual(['veto'])
    expect(severities(`<div style="position:absolute;left:-9999px">${link}</div>`)).toEqual(['veto'])
    expect(severities(link)).toEqual(['hint'])
  })

  it('is silent over news of such things on the own site and in trusted media', () => {
    expect(
      severities(
        '<a href="/1.html">警方打击跨境赌场、博彩网站</a><a href="http://www.people.com.cn/1.html">打击博彩</a>',
      ),
    ).toEqual([])
  })

  it('vetoes a hijacked title or keywords, once', () => {
    expect(severities('<title>澳门葡京_真人娱乐</title>')).toEqual(['veto'])
    expect(severities('<title>青石县</title><meta name="keywords" content="六合彩,时时彩">')).toEqual(['veto'])
    expect(severities('<title>青石县公安局：严厉打击赌博</title>')).toEqual([])
  })
})

describe('V1 against the baseline', () => {
  const menu = (...names: readonly string[]) =>
    `<nav>${names.map((name) => `<a href="/${name}/">${name}</a>`).join('')}</nav>`
  const before = `<title>青石县人民政府</title>${menu('首页', '要闻', '公开', '办事')}<script src="/own.js"></script>`
  const baseline = baselineOf(aPage('home', homeUrl, before).page)
  const changed = (home: string) => findingsOf('V1', { home, target: { baseline } })

  it('is silent over other news, another title alone, and a menu with one more entry', () => {
    expect(changed(`${before}<ul><li><a href="/9.html">新的消息</a>2026-11-23</li></ul>`)).toEqual([])
    expect(changed(before.replace('青石县人民政府', '青石县人民政府门户网站'))).toEqual([])
    expect(changed(before.replace('<nav>', '<nav><a href="/x/">新栏目</a>'))).toEqual([])
  })

  it('hints at another title over another menu', () => {
    expect(changed('<title>hacked</title><p>x</p>')).toMatchObject([
      { severity: 'hint', evidence: { expected: '青石县人民政府', actual: 'hacked' } },
    ])
  })

  it('hints at scripts from new hosts, unless they are the own or trusted', () => {
    const withScript = (url: string) => changed(`${before}<script src="${url}"></script>`)
    expect(withScript('http://x.evil.test/a.js')).toHaveLength(1)
    expect(withScript('http://cdn.a.test/a.js')).toEqual([])
    expect(withScript('https://hm.baidu.com/hm.js')).toEqual([])
  })
})
