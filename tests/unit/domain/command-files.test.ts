import { Value } from '@sinclair/typebox/value'
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rights } from '#shared/contract/right'
import { commandRules, ruleFor } from '#shared/domain/command-rules'
import { refusalOf } from './decided'

const files = readdirSync(new URL('../../../shared/domain/commands', import.meta.url)).filter((file) =>
  file.endsWith('.ts'),
)
const rules = [...commandRules.values()]

const wordsOf = (text: string) => text.replace(/\.ts$/, '').split(/[.-]/).join(' ')

describe('command files', () => {
  it('hold one rule each, whose type has the words of the file’s name', () => {
    expect(rules.map((rule) => wordsOf(rule.type)).sort()).toEqual(files.map(wordsOf).sort())
  })

  it.each(rules)('$type closes every object of its arguments that is its own', ({ args }) => {
    expect(args['additionalProperties']).toBe(false)
    const settable: unknown = args.properties['set']
    if (settable) expect(settable).toHaveProperty('additionalProperties', false)
  })

  it.each(rules)('$type refuses a property it does not know', ({ args }) => {
    const paths = [...Value.Errors(args, { surprise: 1 })].map(({ path }) => path)
    expect(paths).toContain('/surprise')
  })

  it.each(rules.filter((rule) => typeof rule.right === 'string'))('$type takes a right that exists', ({ right }) => {
    expect(rights).toContain(right)
  })

  it('of an unknown type are refused as incompatible', () => {
    expect(refusalOf(() => ruleFor('site.explode'))).toBe('incompatible')
  })
})
