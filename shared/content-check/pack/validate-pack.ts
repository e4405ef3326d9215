import { isAppError } from '#shared/contract/app-error'
import { checkParts } from '#shared/content-check/check-text'
import { compilePack } from '#shared/content-check/compiled-pack'
import type { Example, Rule, RulePack } from '#shared/content-check/rule'

/** What keeps a pack from being saved, in words for who edits it. */
export interface PackFault {
  /** Undefined where it is a fault of the whole pack. */
  readonly rule?: string
  readonly message: string
}

/**
 * Faults of a pack: its form, and examples that hit or do not hit against their promise. Empty for a sound one. A pack
 * is validated when it is saved and when it comes from elsewhere.
 */
export function packFaults(pack: RulePack): PackFault[] {
  try {
    compilePack(pack)
  } catch (error) {
    if (isAppError(error)) return [{ message: error.message }]
    throw error
  }
  return [...doubled(pack.rules), ...pack.rules.flatMap((rule) => [...slowness(rule), ...exampleFaults(pack, rule)])]
}

function doubled(rules: readonly Rule[]): PackFault[] {
  const again = rules.filter(({ id }, index) => rules.findIndex((other) => other.id === id) < index)
  return again.map(({ id }) => ({ rule: id, message: `规则编号 ${id} 出现了两次，请改用不同的编号` }))
}

/** A pattern without anchors is tried at every character of every text. */
const slowness = ({ id, pattern, anchors, digits }: Rule): PackFault[] =>
  pattern !== undefined && !anchors && digits === undefined
    ? [{ rule: id, message: `规则 ${id} 的表达式没有锚词，会拖慢全部核查，请补充命中中必有的词` }]
    : []

function exampleFaults(pack: RulePack, { id, examples }: Rule): PackFault[] {
  const missed = examples.hit.filter((example) => !isHit(pack, id, example))
  const wrong = examples.miss.filter((example) => isHit(pack, id, example))
  return [
    ...missed.map((example) => ({ rule: id, message: `规则 ${id} 应命中而未命中示例：“${textOf(example)}”` })),
    ...wrong.map((example) => ({ rule: id, message: `规则 ${id} 不应命中却命中了示例：“${textOf(example)}”` })),
  ]
}

const textOf = (example: Example) => (typeof example === 'string' ? example : example.text)

function isHit(pack: RulePack, id: string, example: Example): boolean {
  const context = typeof example === 'string' ? {} : { date: example.date }
  return checkParts([{ part: 'body', text: textOf(example) }], { pack, context }).some(({ rule }) => rule === id)
}
