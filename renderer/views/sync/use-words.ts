import { useI18n } from 'vue-i18n'
import { useNames } from '#renderer/names.ts'
import type { Unsent } from '#shared/contract/desk'
import { reasonOf, setOf, subjectOf, variantOf } from './described'

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

/** What a command changes or why it was given: “责任人 → 顾望舒”, “机房搬迁”. */
export function useContentWords() {
  const { t, te } = useI18n()
  const names = useNames()
  return (command: Pick<Unsent, 'type' | 'args' | 'subjects'>): string => {
    const kind = subjectOf(command)?.kind ?? ''
    const fieldName = (field: string) => (te(`vocabulary.field.${field}`) ? t(`vocabulary.field.${field}`) : field)
    const changes = setOf(command).map(([field, value]) => `${fieldName(field)} → ${names.value(kind, field, value)}`)
    const reason = reasonOf(command)
    return [...changes, ...(reason === null ? [] : [reason])].join(t('sync.listComma'))
  }
}
