import { AppError } from '#shared/contract/app-error'
import type { HitSeverity } from '#shared/contract/hit'
import type { Rule, RulePack } from '#shared/content-check/rule'

const weight: Record<HitSeverity, number> = { hint: 0, review: 1, block: 2 }

/**
 * The packs of nation, province and unit as one, in that order: a later one adds rules and may replace a rule by its id,
 * but not weaken it. What an office does not want to be told of, it exempts, with a reason and a time.
 * @throws AppError `rule` where a rule would be weakened
 */
export function layeredPack(layers: readonly RulePack[]): RulePack {
  const rules = new Map<string, Rule>()
  for (const { title, rules: own } of layers)
    for (const rule of own) {
      assertNotWeaker(rules.get(rule.id), rule, title)
      rules.set(rule.id, rule)
    }
  return {
    id: layers.map(({ id }) => id).join('+'),
    version: layers.map(({ version }) => version).join('+'),
    title: layers.map(({ title }) => title).join('、'),
    rules: [...rules.values()],
  }
}

function assertNotWeaker(above: Rule | undefined, rule: Rule, title: string): void {
  if (above && weight[rule.severity] < weight[above.severity])
    throw new AppError('rule', `“${title}”把上级规则 ${rule.id} 的级别调低了，请改用豁免并写明理由`)
}
