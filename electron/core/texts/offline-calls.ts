import { statSync } from 'node:fs'
import { cutsOf } from '#core/ageing/cuts'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import type { Desk } from '#shared/contract/desk'
import type { OfflineState } from '#shared/contract/offline'
import { articleText } from './article-text'
import { countPins, isPinned, setPinned } from './pins'
import { offlineRule, saveOfflineRule } from './rule'

type OfflineCalls = Pick<
  Desk,
  'articles.text' | 'offline.state' | 'offline.setRule' | 'offline.pause' | 'pins.has' | 'pins.set'
>

export function createOfflineCalls(workplace: Workplace): OfflineCalls {
  const { store, sync, texts, ageing, clock, events } = workplace
  return {
    'articles.text': ({ articleId }) => articleText(workplace, articleId),
    'offline.state': () => stateOf(workplace),
    'offline.setRule'(rule) {
      const before = offlineRule(store)
      saveOfflineRule(store, rule)
      if (before.months !== rule.months) ageing?.want()
      sync.wake()
      void texts?.renew()
      return stateOf(workplace)
    },
    'offline.pause'({ paused }) {
      texts?.pause(paused)
      return stateOf(workplace)
    },
    'pins.has': (pin) => ({ pinned: isPinned(store, pin) }),
    'pins.set'({ pinned, ...pin }) {
      setPinned(store, pin, pinned, clock.instant())
      void texts?.renew()
      events.emit('pins', {})
      return {}
    },
  }
}

const noTexts = { state: 'idle', wanted: 0, kept: 0, read: 0, bytes: 0, full: false } as const

function stateOf({ store, texts }: Workplace): OfflineState {
  const days = Object.values(cutsOf(store)).sort()
  return {
    rule: offlineRule(store),
    progress: texts?.progress() ?? noTexts,
    keptFrom: days.at(-1) ?? null,
    pinned: countPins(store),
    fileBytes: sizeOf(store),
  }
}

function sizeOf({ file }: Store): number {
  return [file, `${file}-wal`].reduce((sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0), 0)
}
