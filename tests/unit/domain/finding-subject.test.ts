import { describe, expect, it } from 'vitest'
import type { ObservedFinding } from '#shared/contract/finding'
import { groupByCause } from '#shared/domain/finding-causes'
import { addressOf, hostOf, identityOf, leadOf } from '#shared/domain/finding-subject'
import { idFrom } from '#shared/signing/sm3'
import { aFinding, anObservedFinding, ids, testId } from '#tests/builders'

const identity = (over: Partial<ObservedFinding>, siteId: string = ids.site) =>
  identityOf(siteId, anObservedFinding(over), idFrom)
const home = { indicator: 'V2', severity: 'veto', url: 'http://www.yunling.example/' } as const

describe('the identity of a finding', () => {
  it.each([
    [
      'a figure that rises',
      { indicator: 'D4', detail: '栏目“要闻”应在 14 天内更新，已 15 天没有更新' },
      { indicator: 'D4', detail: '栏目“要闻”应在 14 天内更新，已 16 天没有更新' },
    ],
    [
      'another reason for the same fault',
      { ...home, detail: '首页无法访问：连接被中断' },
      { ...home, detail: '首页无法访问：拒绝连接' },
    ],
    [
      'another answer of a dead link',
      { detail: '首页链接打不开（返回 404），扣 1 分' },
      { detail: '内页链接打不开（域名不存在），扣 0.1 分' },
    ],
    ['http or https', { url: 'http://WWW.yunling.example/a#top' }, { url: 'https://www.yunling.example/a' }],
    [
      'another page of those sampled',
      { indicator: 'D21', detail: '内容页缺少标签 PubDate（3/5 个页面）', url: 'http://a.example/1' },
      { indicator: 'D21', detail: '内容页缺少标签 PubDate（2/5 个页面）', url: 'http://a.example/2' },
    ],
  ] as const)('stays with %s', (_, one, other) => {
    expect(identity(one)).toBe(identity(other))
  })

  it.each([
    ['another address', { url: 'http://a.example/1' }, { url: 'http://a.example/2' }],
    [
      'another item at the same address',
      { indicator: 'D19', detail: '首页底部缺少网站标识码' },
      { indicator: 'D19', detail: '首页底部缺少ICP备案号' },
    ],
    [
      'another column in the same words',
      { indicator: 'D8', detail: '栏目“一”为空白栏目，没有任何内容' },
      { indicator: 'D8', detail: '栏目“二”为空白栏目，没有任何内容' },
    ],
    ['a link that became certain', { severity: 'hint' }, { severity: 'deduct' }],
    [
      'another hidden link on the same page',
      { indicator: 'G14', detail: '页面隐藏了 1 个外部链接：http://x.example/' },
      { indicator: 'G14', detail: '页面隐藏了 1 个外部链接：http://y.example/' },
    ],
  ] as const)('changes with %s', (_, one, other) => {
    expect(identity(one)).not.toBe(identity(other))
  })

  it('is another one on another site', () => {
    expect(identity({})).not.toBe(identity({}, testId(90)))
  })
})

it('keeps the marks inside a name out of where a fact ends', () => {
  expect(leadOf('栏目“公示：公告（2024）”应在 30 天内更新，最近 2026-01-01')).toBe(
    '栏目“公示：公告（2024）”应在 30 天内更新',
  )
})

it('reads host and address off what is no proper address as well', () => {
  expect(hostOf('http://user@Www.A.example:8080/x')).toBe('www.a.example')
  expect(hostOf('javascript:void(0)')).toBe('')
  expect(addressOf('mailto:a@b')).toBe('mailto:a@b')
})

describe('findings grouped by cause', () => {
  const link = (id: number, siteId: string, url: string) => aFinding({ id: testId(id), siteId, url })
  it('makes one of a link target on several sites, and one of the other links of a host', () => {
    const causes = groupByCause([
      link(1, ids.site, 'http://gone.example/a'),
      link(2, testId(91), 'https://gone.example/a'),
      link(3, ids.site, 'http://gone.example/b'),
      link(4, ids.site, 'http://gone.example/c'),
    ])
    expect(causes.map(({ of, findings }) => [of, findings.length])).toEqual([
      ['host', 2],
      ['target', 2],
    ])
  })

  it('makes one of the same words about different columns, and puts vetoes first', () => {
    const words = (id: number, detail: string) => aFinding({ id: testId(id), indicator: 'D8', detail })
    const causes = groupByCause([
      words(1, '栏目“一”为空白栏目，没有任何内容'),
      words(2, '栏目“二”为空白栏目，没有任何内容'),
      aFinding({ id: testId(3), indicator: 'V2', severity: 'veto', detail: '首页无法访问：超时' }),
    ])
    expect(causes.map(({ name, findings }) => [name, findings.length])).toEqual([
      ['首页无法访问', 1],
      ['栏目“…”为空白栏目', 2],
    ])
  })

  it('of nothing are none', () => expect(groupByCause([])).toEqual([]))
})
