import { checkText } from '#shared/content-check/check-text'
import { createChance, type Chance } from '#tests/chance'
import type { AccuracySection } from '../section'

const promised = 0.995
const each = 1000
const seed = 20_260_502

const digits = (chance: Chance, count: number) => Array.from({ length: count }, () => chance.below(10)).join('')
const two = (value: number) => String(value).padStart(2, '0')

const areas =
  '110105 120101 130102 210102 310101 320102 330102 340102 350102 360102 370102 410102 420102 440103 450102 500101 510104 520102 530102 610102 620102 650102'.split(
    ' ',
  )
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function idCard(chance: Chance): string {
  const born = `${1930 + chance.below(90)}${two(1 + chance.below(12))}${two(1 + chance.below(28))}`
  const head = `${chance.oneOf(areas)}${born}${digits(chance, 3)}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(head[index]), 0)
  return `${head}${'10X98765432'.charAt(sum % 11)}`
}

function bankCard(chance: Chance): string {
  const head = `62${digits(chance, chance.oneOf([13, 16]))}`
  const sum = [...head].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${head}${(10 - (sum % 10)) % 10}`
}

const blocks = '130 133 135 137 138 139 147 150 151 152 158 159 166 173 176 177 180 181 186 188 189 191 198 199'.split(
  ' ',
)
const mobile = (chance: Chance) => `${chance.oneOf(blocks)}${digits(chance, 8)}`

/** Surroundings that numbers really stand in. */
const surroundings: readonly ((value: string) => string)[] = [
  (value) => `身份证或联系方式：${value}。`,
  (value) => `1\t张某\t${value}\t某镇某村\n`,
  (value) => `|李某|${value}|已发放|`,
  (value) => `王某（${value}）`,
  (value) => `户主${value}已领取`,
  (value) => value,
]

const spaced = (value: string) =>
  value.length === 18
    ? `${value.slice(0, 6)} ${value.slice(6, 14)} ${value.slice(14)}`
    : value.replace(/(.{4})(?=.)/g, '$1 ')

interface Kind {
  readonly name: string
  readonly rules: readonly string[]
  make(chance: Chance): string
}

const kinds: readonly Kind[] = [
  { name: 'citizen’s number', rules: ['id-card'], make: idCard },
  { name: 'citizen’s number, in groups', rules: ['id-card'], make: (chance) => spaced(idCard(chance)) },
  { name: 'mobile number', rules: ['mobile'], make: mobile },
  { name: 'bank card', rules: ['bank-card'], make: bankCard },
  { name: 'bank card, in groups', rules: ['bank-card'], make: (chance) => spaced(bankCard(chance)) },
]

function wrongCheckDigit(chance: Chance): string {
  const value = idCard(chance)
  return value.slice(0, 17) + String((Number(value.at(-1)?.replace('X', '10')) + 1 + chance.below(8)) % 10)
}

/** Valid identifiers that were found, and ones with a wrong check digit that were not told of. */
export const section: AccuracySection = {
  order: 11,
  measure() {
    const chance = createChance(seed)
    const isTold = (text: string, rules: readonly string[]) => checkText(text).some(({ rule }) => rules.includes(rule))
    const rows = kinds.map(({ name, rules, make }) => {
      const missed = Array.from({ length: each }, () => chance.oneOf(surroundings)(make(chance))).filter(
        (text) => !isTold(text, rules),
      )
      return { name, missed }
    })
    const isRight = (value: string) => isTold(value, ['id-card'])
    const invalid = Array.from({ length: each }, () => wrongCheckDigit(chance)).filter(isRight)
    const found = 1 - rows.reduce((sum, { missed }) => sum + missed.length, 0) / (kinds.length * each)
    const markdown = `## Identifiers

Valid numbers made from a seed, in sentences, cells and brackets: ${(100 * found).toFixed(2)} % of ${(kinds.length * each).toLocaleString('en')} found.
Of ${each.toLocaleString('en')} citizen's numbers with a wrong check digit ${invalid.length} were told of.

| identifier | found |
|---|---|
${rows.map(({ name, missed }) => `| ${name} | ${(100 * (1 - missed.length / each)).toFixed(1)} % |`).join('\n')}

Not found: ${rows.every(({ missed }) => missed.length === 0) ? 'none.' : `\n\n${rows.flatMap(({ missed }) => missed.map((text) => `- ${JSON.stringify(text)}`)).join('\n')}`}
`
    const failures = found < promised ? [`identifiers: only ${(100 * found).toFixed(2)} % found`] : []
    return Promise.resolve({ markdown, failures })
  },
}
