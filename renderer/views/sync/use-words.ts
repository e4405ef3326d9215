import { useI18n } from 'vue-i18n'
import type { Unsent } from '#shared/contract/desk'
import { variantOf } from './described'

/** A command in plain words: “确认问题”, “复审通过”. */
export function useCommandWords() {
  const { t, te } = useI18n()
  return (command: Pick<Unsent, 'type' | 'args'>): string => {
    const name = command.type.replace('.', '-')
    const variant = variantOf(command)
    const exact = variant && `sync.command.${name}-${variant.value}`
    if (exact && te(exact)) return t(exact)
    const stage = variant?.set === 'stage' ? t(`vocabulary.reviewTask-stage.${variant.value}`) : ''
    return te(`vocabulary.command.${name}`) ? `${stage}${t(`vocabulary.command.${name}`)}` : command.type
  }
}
