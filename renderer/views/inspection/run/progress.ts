import type { Tone } from '#renderer/components/StateTag.vue'
import type { InspectionProgress } from '#shared/contract/desk'

export type SiteProgress = InspectionProgress['sites'][number]

export const progressTone: Readonly<Record<SiteProgress['state'], Tone>> = {
  waiting: 'neutral',
  running: 'accent',
  done: 'fine',
  unreachable: 'serious',
  'failed-here': 'caution',
  cancelled: 'neutral',
}

const place: Readonly<Record<SiteProgress['state'], number>> = {
  running: 0,
  unreachable: 1,
  'failed-here': 2,
  done: 3,
  waiting: 4,
  cancelled: 5,
}

/** Sites as they are watched: at work first, then what needs a look, then the rest. */
export const inWatchOrder = (sites: readonly SiteProgress[]): (SiteProgress & { readonly id: string })[] =>
  sites
    .map((site) => ({ ...site, id: site.siteId }))
    .sort((a, b) => place[a.state] - place[b.state] || b.findings - a.findings)

/** Rounded up, so that nobody is promised too much. */
export const minutesOf = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 60_000))
