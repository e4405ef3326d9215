import { shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { submit, useAction, type Action } from '#renderer/query.ts'
import type { Hit } from '#shared/contract/hit'
import { useHitNames } from './hit-names'
import type { Undo } from './undo'

export type HitVerdict = 'cleared' | 'false_positive' | 'confirmed'
export const hitVerdicts: readonly HitVerdict[] = ['cleared', 'false_positive', 'confirmed']
/** The key of each verdict. */
export const verdictKeys: Readonly<Record<HitVerdict, string>> = { cleared: 'L', false_positive: 'F', confirmed: 'V' }

export interface HitDisposal {
  /** The verdict a reason is being asked for. */
  readonly asked: ShallowRef<{ readonly hit: Hit; readonly as: HitVerdict } | undefined>
  readonly ask: (hit: Hit | undefined, as: HitVerdict) => void
  readonly close: () => void
  readonly give: Action<[reason: string], void>
}

/** Disposing of a hit with a reason, bound to the text that was on screen. `done` runs after each. */
export function useHitDisposal(undo: Undo, done: (hit: Hit) => void = () => undefined): HitDisposal {
  const { t } = useI18n()
  const names = useHitNames()
  const asked: HitDisposal['asked'] = shallowRef()

  const give = useAction(async (reason: string) => {
    if (!asked.value) return
    const { hit, as } = asked.value
    const { id: hitId, siteId, articleId, subject } = hit
    const id = await submit('hit.dispose', { hitId, siteId, articleId, seen: subject.hash, as, reason })
    asked.value = undefined
    undo.note({ id, words: t('triage.hit.done', { verdict: t(`triage.verdict.${as}`), rule: names.rule(hit.rule) }) })
    done(hit)
  })

  return {
    asked,
    give,
    close: () => (asked.value = undefined),
    ask(hit, as) {
      give.error.value = undefined
      if (hit) asked.value = { hit, as }
    },
  }
}
