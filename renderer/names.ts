import { useI18n } from 'vue-i18n'
import { calendarDay, exactTime } from './formats'
import { useDirectory } from './stores/directory.ts'
import { useSync } from './stores/sync.ts'

const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT/.test(value)
const isDay = (value: string) => /^\d{4}-\d\d-\d\d$/.test(value)

/** Words for what rows carry as ids and codes. Unknown ones are shown as they are. */
export function useNames() {
  const { t, te } = useI18n()
  const directory = useDirectory()
  const sync = useSync()

  const word = (set: string, value: string | null): string => {
    if (value === null) return '–'
    const key = `vocabulary.${set}.${value}`
    return te(key) ? t(key) : value
  }
  const operator = (id: string | null) =>
    id === null ? '–' : (directory.operatorById.get(id)?.name ?? t('vocabulary.unknownPerson'))
  const unit = (id: string | null) => (id === null ? '–' : (directory.unitById.get(id)?.name ?? '–'))
  const region = (code: string) => directory.regionByCode.get(code)?.name ?? code

  /** A field's value in words, as a history or a preview shows it. */
  function value(kind: string, field: string, raw: unknown): string {
    if (raw === null || raw === undefined || raw === '') return '–'
    if (typeof raw === 'boolean') return t(raw ? 'vocabulary.yes' : 'vocabulary.no')
    if (field === 'updateCycleDays') return t('vocabulary.days', { n: Number(raw) })
    if (typeof raw === 'number') return String(raw)
    if (typeof raw === 'object') return JSON.stringify(raw)
    const text = String(raw)
    if (te(`vocabulary.${kind}-${field}.${text}`)) return t(`vocabulary.${kind}-${field}.${text}`)
    if (directory.operatorById.has(text)) return operator(text)
    if (isDay(text)) return calendarDay(text, sync.today)
    return isInstant(text) ? exactTime(text) : text
  }
  return { word, operator, unit, region, value }
}
