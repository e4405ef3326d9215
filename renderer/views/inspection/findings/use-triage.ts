import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAction } from '#renderer/query.ts'
import { useShortcuts } from '#renderer/shortcuts.ts'
import { useSession } from '#renderer/stores/session.ts'
import type { AppError } from '#shared/contract/app-error'
import type { Finding } from '#shared/contract/finding'
import type { FindingVerdict } from './dispositions'
import { useVerdicts, type Verdicts } from './use-verdicts'

/** What a list of findings lets its keys act on. */
export interface TriageSubjects {
  /** What is chosen, else what is open. */
  readonly subjects: () => Promise<readonly Finding[]>
  readonly hasDisposable: () => boolean
  readonly hasOrderable: () => boolean
  readonly isSigned: () => boolean
  /** After a deed, and for later. */
  readonly moveOn: () => void
  readonly later: () => void
}

/** Verdicts and orders over the findings of a list, by keys and by the buttons that say the same. */
export interface Triage {
  readonly verdicts: Verdicts
  readonly judge: (as: FindingVerdict) => void
  readonly mayDispose: ComputedRef<boolean>
  readonly mayOrder: ComputedRef<boolean>
  /** The findings that an order is being written over. */
  readonly ordering: ShallowRef<readonly Finding[] | undefined>
  readonly order: () => void
  readonly issued: () => void
  readonly error: ComputedRef<AppError | undefined>
}

export function useTriage(list: TriageSubjects): Triage {
  const { t } = useI18n()
  const session = useSession()
  const verdicts = useVerdicts(list.subjects, list.moveOn)
  const judge = (as: FindingVerdict) => void verdicts.judging.run(as)
  const mayDispose = computed(() => !list.isSigned() && session.mayAnywhere('finding.dispose'))
  const mayOrder = computed(() => !list.isSigned() && session.mayAnywhere('order.issue'))

  const ordering: Triage['ordering'] = shallowRef()
  const starting = useAction(async () => {
    const chosen = await list.subjects()
    if (chosen.length > 0) ordering.value = chosen
  })
  const order = () => void starting.run()

  const canDispose = () => mayDispose.value && list.hasDisposable()
  const verdictKey = (keys: string, as: FindingVerdict) => ({
    keys,
    label: () => t(`inspection.dispose.${as}`),
    run: () => judge(as),
    when: canDispose,
  })
  useShortcuts([
    verdictKey('a', 'confirmed'),
    verdictKey('f', 'false_positive'),
    verdictKey('d', 'duplicate'),
    {
      keys: 'o',
      label: () => t('inspection.order.action'),
      run: order,
      when: () => mayOrder.value && list.hasOrderable(),
    },
    { keys: 'h', label: () => t('inspection.finding.later'), run: list.later },
  ])

  return {
    verdicts,
    judge,
    mayDispose,
    mayOrder,
    ordering,
    order,
    issued() {
      ordering.value = undefined
      list.moveOn()
    },
    error: computed(() => verdicts.judging.error.value ?? starting.error.value),
  }
}
