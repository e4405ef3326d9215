import { describe, expect, it } from 'vitest'
import { checkText } from '#shared/content-check/check-text'
import { importColumns, importRules } from '#shared/content-check/pack/import-rules'
import { layeredPack } from '#shared/content-check/pack/layers'
import { csvCells, readTable } from '#shared/content-check/pack/read-table'
import { proposedExemption, withoutExempt, type RuleExemption } from '#shared/content-check/pack/rule-exemption'
import { openSignedPack, signPack } from '#shared/content-check/pack/signed-pack'
import { packFaults } from '#shared/content-check/pack/validate-pack'
import { nationalPack } from '#shared/content-check/packs'
import type { Rule, RulePack } from '#shared/content-check/rule'
import { generateKeyPair } from '#shared/signing/sm2'

const aRule = (over: Partial<Rule> = {}): Rule => ({
  id: 'own-word',
  title: '自定词',
  category: 'wording',
  severity: 'review',
  source: '本单位',
  suggestion: '改正',
  phrases: { 蓝天工程队: '蓝天工程组' },
  examples: { hit: ['由蓝天工程队负责'], miss: ['由蓝天工程组负责'] },
  ...over,
})
const aPack = (rules: readonly Rule[], id = 'unit'): RulePack => ({
  id,
  version: '1',
  title: '本单位',
  rules: [...rules],
})
const id = (digit: number) => `00000000-0000-7000-8000-00000000000${digit}`

describe('a rule pack', () => {
  it('is sound when its examples hit and miss as promised', () => {
    expect(packFaults(aPack([aRule()]))).toEqual([])
  })

  it('is told of each example that breaks its promise, and of doubled ids', () => {
    const broken = aRule({ examples: { hit: ['无关'], miss: ['蓝天工程队'] } })
    expect(packFaults(aPack([broken, aRule()])).map(({ message }) => message)).toEqual([
      '规则编号 own-word 出现了两次，请改用不同的编号',
      '规则 own-word 应命中而未命中示例：“无关”',
      '规则 own-word 不应命中却命中了示例：“蓝天工程队”',
    ])
  })

  it('is told of an expression that cannot be read or would be slow', () => {
    const { phrases: _, ...rest } = aRule()
    expect(packFaults(aPack([{ ...rest, pattern: '(' }]))[0]?.message).toContain('表达式无法解析')
    expect(packFaults(aPack([{ ...rest, pattern: '蓝天工程队' }]))[0]?.message).toContain('没有锚词')
  })

  it('adds to the layers above and may be stricter, but not weaker', () => {
    const province = aPack([aRule()], 'province')
    const stricter = layeredPack([nationalPack, province, aPack([aRule({ severity: 'block' })])])
    expect(stricter.id).toBe('national+province+unit')
    expect(checkText('由蓝天工程队负责', { pack: stricter })[0]?.severity).toBe('block')
    expect(() => layeredPack([province, aPack([aRule({ severity: 'hint' })])])).toThrow('调低')
  })

  const keys = generateKeyPair()
  const signer = { operatorId: id(1), name: '某甲', publicKey: keys.publicKey }
  const signing = { signer, signedAt: '2026-05-01T00:00:00.000Z', privateKey: keys.privateKey }

  it('travels signed and is refused when changed, signed by a stranger, or not sound', () => {
    const document = signPack(aPack([aRule()]), signing)
    expect(openSignedPack(document, [keys.publicKey])).toEqual(aPack([aRule()]))
    const changed = { ...document, parts: { pack: aPack([aRule({ severity: 'hint' })]) } }
    expect(() => openSignedPack(changed, [keys.publicKey])).toThrow('签名校验未通过')
    expect(() => openSignedPack(document, [generateKeyPair().publicKey])).toThrow('未被信任')
    expect(() => signPack(aPack([aRule({ examples: { hit: ['无'], miss: [] } })]), signing)).toThrow('应命中而未命中')
  })
})

describe('importing rules', () => {
  const heads = [...importColumns]
  const row = ['own-word', '自定词', '文字差错', '复核', '蓝天工程队', '蓝天工程组', '本单位', '', '']

  it('makes one rule of the rows with one id, sound at once', () => {
    const { rules, faults } = importRules([heads, row, row.with(4, '蓝天工作队'), heads.map(() => '')])
    expect(faults).toEqual([])
    expect(rules).toHaveLength(1)
    expect(packFaults(aPack(rules))).toEqual([])
    expect(checkText('蓝天工作队', { pack: aPack(rules) })[0]?.replacement).toBe('蓝天工程组')
  })

  it('tells of each wrong cell with its row and column and takes the other rows', () => {
    const wrong = ['Own', '', '其他', '严重', '队', '', '本单位', '2026/5/1', '']
    const { rules, faults } = importRules([heads, wrong, row])
    expect(faults.map(({ row: number, column }) => `${number} ${column}`)).toEqual([
      '2 名称',
      '2 编号',
      '2 类别',
      '2 级别',
      '2 词语',
      '2 生效日期',
    ])
    expect(rules.map(({ id: one }) => one)).toEqual(['own-word'])
  })

  it('tells of columns that are not there', () => {
    expect(importRules([['编号', '词语']]).faults.map(({ column }) => column)).toEqual(['名称', '类别', '级别', '依据'])
  })

  it('reads cells with commas, quotation marks and line ends', () => {
    expect(csvCells('a,"b,""c""\nd"\r\ne,f')).toEqual([
      ['a', 'b,"c"\nd'],
      ['e', 'f'],
    ])
  })

  it('reads a file of the usual encoding', async () => {
    const text = [heads, row].map((cells) => cells.join(',')).join('\n')
    const cells = await readTable('rules.csv', new TextEncoder().encode(text))
    expect(importRules(cells).rules).toHaveLength(1)
  })
})

describe('an exemption', () => {
  const [hit] = checkText('由蓝天工程队负责', { pack: aPack([aRule()]) })
  const exemption: RuleExemption = {
    rule: 'own-word',
    text: '蓝天工程队',
    scope: { type: 'site', id: id(1) },
    until: '2026-06-30',
    reason: '正式名称',
    approvedBy: id(9),
  }
  const left = (place: object, today: string) => withoutExempt(hit ? [hit] : [], [exemption], place, today).length

  it('covers its text in its scope until its last day', () => {
    expect([
      left({ siteId: id(1) }, '2026-06-30'),
      left({ siteId: id(1) }, '2026-07-01'),
      left({}, '2026-06-01'),
    ]).toEqual([0, 1, 1])
  })

  it('is proposed at the third ignore of the same text, for no more than they share', () => {
    const ignored = (article: number, site = 1) => ({
      rule: 'own-word',
      text: '蓝天工程队',
      siteId: id(site),
      articleId: id(article),
    })
    expect(proposedExemption([ignored(1), ignored(2)])).toBeUndefined()
    expect(proposedExemption([ignored(1), ignored(2), ignored(3)])?.scope).toEqual({ type: 'site', id: id(1) })
    expect(proposedExemption([ignored(1), ignored(1), ignored(1)])?.scope).toEqual({ type: 'article', id: id(1) })
    expect(proposedExemption([ignored(1), ignored(2, 2), ignored(3)])?.scope).toEqual({ type: 'everywhere' })
  })
})
