import { shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { submit, useAction, type Action } from '#renderer/query.ts'
import type { Hit } from '#shared/contract/hit'
import { letsStand, needsTwo } from '#shared/domain/clearance'
import { useHitNames } from './hit-names'
import type { Undo } from './undo'

export type HitVerdict = 'cleared' | 'false_positive' | 'confirmed'
const hitVerdicts: readonly HitVerdict[] = ['cleared', 'false_positive', 'confirmed']
/** Verdicts that this operator may give now: who was the first to let a serious hit stand can not be the second. */
export function verdictsFor({ state, disposition }: Hit, operatorId: string | undefined): readonly HitVerdict[] {
  if (state === 'awaiting_second' && disposition?.by === operatorId) return ['confirmed']
  return hitVerdicts.filter((verdict) => verdict !== state)
}
/** The key of each verdict. */
export const verdictKeys: Readonly<Record<HitVerdict, string>> = { cleared: 'L', false_positive: 'F', confirmed: 'V' }

const isFirstOfTwo = (hit: Hit, as: HitVerdict) => letsStand(as) && needsTwo(hit) && hit.state !== 'awaiting_second'

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
    undo.note({
      id,
      words: t(isFirstOfTwo(hit, as) ? 'triage.hit.doneFirst' : 'triage.hit.done', {
        verdict: t(`triage.verdict.${as}`),
        rule: names.rule(hit.rule),
      }),
    })
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
