import { useI18n } from 'vue-i18n'

/** “V3 首页不更新”; an indicator without a name is shown by its id. */
export function useIndicatorNames() {
  const { t, te } = useI18n()
  return (id: string): string => (te(`inspection.indicator.${id}`) ? `${id} ${t(`inspection.indicator.${id}`)}` : id)
}
