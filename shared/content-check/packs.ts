import type { Rule, RulePack } from './rule'

const rules = import.meta.glob<readonly Rule[]>('./packs/national/*.json', { eager: true, import: 'default' })

/** The pack that is used when no other is named: small and precise, one file a subject. */
export const nationalPack: RulePack = {
  id: 'national',
  version: '2026.2',
  title: '国家通用规则包',
  rules: Object.keys(rules)
    .sort()
    .flatMap((file) => rules[file] ?? []),
}
