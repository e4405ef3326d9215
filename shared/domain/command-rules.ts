import { AppError } from '#shared/contract/app-error'
import type { CommandRule } from './command-rule'

const found = Object.values(import.meta.glob<CommandRule>('./commands/*.ts', { eager: true, import: 'rule' }))

/** Every command the product knows, by type: one file each in `commands/`. */
export const commandRules: ReadonlyMap<string, CommandRule> = new Map(found.map((rule) => [rule.type, rule]))

/** @throws AppError `incompatible` for a type this build doesn't know */
export function ruleFor(type: string): CommandRule {
  const rule = commandRules.get(type)
  if (!rule) throw new AppError('incompatible', '此操作的类型不被当前版本支持，请升级后再提交', { type })
  return rule
}
