import type { RulePack } from './rule'

const packs = import.meta.glob<RulePack>('./packs/*.json', { eager: true, import: 'default' })

/** The pack that is used when no other is named. */
export const nationalPack = packs['./packs/national.json'] as RulePack
