import { language } from '#renderer/i18n.ts'
import { indicatorName } from '#shared/domain/indicator-names'

/** “V3 首页不更新”, in the operator's language. */
export const useIndicatorNames =
  () =>
  (id: string): string =>
    indicatorName(id, language.value)
