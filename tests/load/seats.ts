import { uuidv7 } from 'uuidv7'
import type { Article, Revision } from '#shared/contract/article'
import type { Finding } from '#shared/contract/finding'
import type { Operator, Role, Scope } from '#shared/contract/operator'
import type { ReviewTask } from '#shared/contract/review-task'
import { stateOf } from '#shared/domain/article-states'
import { anArticle, anObservedFinding, anOperator, aFinding, aRevision, aTask } from '#tests/builders'
import { sm3OfValue } from '#shared/signing/sm3'
import type { Chance } from '#tests/chance'
import type { Place } from './base'
import { momentOfArrival, momentOfWork } from './clock'

export type Stage = 'first' | 'second' | 'final'

/** An article that waits for a decision, with the text it is about. */
export interface InReview {
  readonly article: Article
  readonly revision: Revision
  readonly task: ReviewTask
}

export const deeds = ['change-column', 'edit-site', 'revise', 'review', 'dispose', 'read'] as const
export type Deed = (typeof deeds)[number]

/** One operator at one workstation, and the day before them. */
export interface Seat {
  readonly number: number
  readonly operator: Operator
  readonly arrival: number
  readonly plan: readonly { readonly at: number; readonly deed: Deed }[]
  /** Sites in the operator's scope. */
  readonly places: readonly Place[]
  readonly inReview: readonly InReview[]
  readonly drafts: readonly InReview[]
  readonly findings: readonly Finding[]
  /** Takes the work along over noon, without the network. */
  readonly isAwayAtNoon: boolean
  /** Has nothing from yesterday, and loads everything at eight. */
  readonly isNew: boolean
}

interface Job {
  readonly roles: readonly Role[]
  readonly scope: 'city' | 'province'
  readonly deeds: readonly Deed[]
  readonly stage?: Stage
}

const upkeep: Job = {
  roles: ['site-admin', 'editor'],
  scope: 'city',
  deeds: ['change-column', 'change-column', 'edit-site', 'revise', 'read'],
}
const review = (stage: Stage): Job => ({
  roles: [`${stage}-reviewer`],
  scope: 'city',
  deeds: ['review', 'review', 'review', 'read'],
  stage,
})
const inspection: Job = { roles: ['inspector'], scope: 'province', deeds: ['dispose', 'dispose', 'dispose', 'read'] }
const administration: Job = {
  roles: ['province-admin'],
  scope: 'province',
  deeds: ['change-column', 'change-column', 'edit-site', 'read'],
}
const audit: Job = { roles: ['security-auditor'], scope: 'province', deeds: ['read'] }

/** What twenty workstations in a province are for. */
const jobs: readonly Job[] = [
  ...Array.from({ length: 10 }, () => upkeep),
  ...[review('first'), review('first'), review('second'), review('final')],
  ...[inspection, inspection, inspection],
  ...[administration, administration],
  audit,
]

interface Day {
  readonly places: readonly Place[]
  readonly chance: Chance
  /** Things that each operator does. */
  readonly perDay: number
  readonly today: string
  readonly runId: string
}

function byCity(places: readonly Place[]): [string, Place[]][] {
  const cities = new Map<string, Place[]>()
  for (const place of places) {
    const city = place.regionCode.slice(0, 4)
    cities.set(city, [...(cities.get(city) ?? []), place])
  }
  return [...cities]
}

/** Workstations with their people and a day's work for each. */
export function seatsFor(count: number, day: Day): Seat[] {
  const cities = byCity(day.places)
  return Array.from({ length: count }, (_, number) => {
    const job = jobs[number % jobs.length] ?? audit
    const [city, places] = cities[number % cities.length] ?? ['', []]
    const within = job.scope === 'city' ? places : day.places
    const scope: Scope = job.scope === 'city' ? { region: `${city}00` } : { province: true }
    return seatFor({ number, job, places: within, scope, day })
  })
}

interface Wanted {
  readonly number: number
  readonly job: Job
  readonly places: readonly Place[]
  readonly scope: Scope
  readonly day: Day
}

function seatFor({ number, job, places, scope, day }: Wanted): Seat {
  const { chance, perDay } = day
  const plan = Array.from({ length: perDay }, () => ({
    at: momentOfWork(chance.fraction()),
    deed: chance.oneOf(job.deeds),
  })).sort((a, b) => a.at - b.at)
  const times = (deed: Deed) => plan.filter((each) => each.deed === deed).length
  const many = <T>(deed: Deed, make: () => T) => Array.from({ length: times(deed) }, make)
  return {
    number,
    operator: {
      ...anOperator(job.roles, { id: uuidv7(), login: `seat-${number}`, name: `第${number}席` }),
      assignments: job.roles.map((role) => ({ role, scope })),
    },
    arrival: momentOfArrival(chance.fraction()),
    plan,
    places,
    inReview: many('review', () => inReviewAt(chance, places, job.stage ?? 'first')),
    drafts: many('revise', () => inReviewAt(chance, places, 'first')),
    findings: many('dispose', () => findingAt(chance, places, day)),
    isAwayAtNoon: number % 10 === 3,
    isNew: number % 50 === 20,
  }
}

const paragraph = '各县区人民政府，市直各部门：为做好有关工作，现将具体事项通知如下，请结合实际认真贯彻落实。'

export const bodyOf = (words: string): string => `${words}\n\n${Array.from({ length: 30 }, () => paragraph).join('\n')}`

function inReviewAt(chance: Chance, places: readonly Place[], stage: Stage): InReview {
  const place = chance.oneOf(places)
  const siteId = place.id
  const [articleId, revisionId] = [uuidv7(), uuidv7()]
  const body = bodyOf(`第${chance.below(1_000_000)}号通知`)
  return {
    revision: aRevision({ id: revisionId, version: 1, siteId, articleId, body }),
    article: anArticle({
      ...{ id: articleId, version: 1, siteId, columnId: chance.oneOf(place.columns).id, revisionId },
      ...{ state: stateOf[stage], authorId: uuidv7() },
    }),
    task: aTask({ id: uuidv7(), version: 1, siteId, articleId, revisionId, stage }),
  }
}

function findingAt(chance: Chance, places: readonly Place[], { today: day, runId }: Day): Finding {
  const observed = anObservedFinding({ url: `http://s.example/${chance.below(1_000_000)}.html` })
  return aFinding({
    ...observed,
    ...{ id: uuidv7(), version: 1, siteId: chance.oneOf(places).id, runId, day, hash: sm3OfValue(observed) },
  })
}
