import type { RuleKind } from '#shared/content-check/rule-kind'

/** Wrong expressions: where one stands is the hit. */
export const kind: RuleKind = {
  way: 'phrases',
  phrases: ({ phrases }) => (Array.isArray(phrases) ? phrases : Object.keys(phrases ?? {})),
  find: (_, { start, end }) => ({ start, end }),
}
