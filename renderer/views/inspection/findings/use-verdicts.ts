import { shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAction, type Action } from '#renderer/query.ts'
import { createUndo, type Undo } from '#renderer/triage/undo.ts'
import type { Finding } from '#shared/contract/finding'
import { disposeAll, exemptAll, isDisposable, type ExemptionChoice, type FindingVerdict } from './dispositions'

/** Verdicts on findings: asks for what has to be said with one, gives it, moves on, and can take it back. */
export interface Verdicts {
  /** The verdict that waits for its reason, and the findings it is about. */
  readonly asked: ShallowRef<{ readonly as: FindingVerdict; readonly findings: readonly Finding[] } | undefined>
  readonly undo: Undo
  readonly judging: Action<[FindingVerdict], void>
  readonly giving: Action<[string | ExemptionChoice], void>
}

export function useVerdicts(subjects: () => Promise<readonly Finding[]>, moveOn: () => void): Verdicts {
  const { t } = useI18n()
  const undo = createUndo()
  const asked: Verdicts['asked'] = shallowRef()

  async function give(findings: readonly Finding[], as: FindingVerdict, said: string | ExemptionChoice): Promise<void> {
    const verdict = t(`inspection.dispose.${as}`)
    const detail = findings[0]?.detail ?? ''
    const words = (n: number) =>
      n === 1 ? t('inspection.done.one', { verdict, detail }) : t('inspection.done.many', { verdict, n })
    const deed =
      typeof said === 'string' ? await disposeAll(findings, as, said, words) : await exemptAll(findings, said, words)
    if (deed) undo.note(deed)
    asked.value = undefined
    moveOn()
  }

  /** Confirming is the usual verdict and needs no palette; the others say why. */
  const judging = useAction(async (as: FindingVerdict) => {
    giving.error.value = undefined
    const findings = (await subjects()).filter(isDisposable)
    if (findings.length === 0) return
    if (as === 'confirmed') await give(findings, as, t('inspection.usual.confirmed.1'))
    else asked.value = { as, findings }
  })
  const giving = useAction(async (said: string | ExemptionChoice) => {
    if (asked.value) await give(asked.value.findings, asked.value.as, said)
  })
  return { asked, undo, judging, giving }
}
