import { useI18n } from 'vue-i18n'

/** Parts of a workbook carry the name of their sheet. */
const sheet = 'sheet:'

/** Words for rules, categories, clauses and parts of hits; what is not known is shown as it is. */
export function useHitNames() {
  const { t, te } = useI18n()
  const word = (set: string, id: string) => (te(`triage.${set}.${id}`) ? t(`triage.${set}.${id}`) : id)
  return {
    rule: (id: string) => word('rule', id),
    category: (id: string) => word('category', id),
    part: (id: string) =>
      id.startsWith(sheet) ? t('triage.part.sheet', { name: id.slice(sheet.length) }) : word('part', id),
    clause: (id: string) => (te(`triage.clause.${id}`) ? t(`triage.clause.${id}`) : null),
  }
}
