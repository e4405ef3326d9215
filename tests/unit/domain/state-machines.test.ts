import { describe, expect, it } from 'vitest'
import { articleEdges, reviewRight, stageAfter, stageOf, stateOf } from '#shared/domain/article-states'
import { findingEdges, orderEdges } from '#shared/domain/finding-states'
import { siteEdges } from '#shared/domain/site-states'
import { nextState, type Edges } from '#shared/domain/state-machine'
import { refusalOf } from './decided'

/** Every edge as `from event to`, written out again so that a change of a machine shows here. */
const machines: Record<string, { edges: Edges<string, string>; legal: string[] }> = {
  site: {
    edges: siteEdges,
    legal: [
      'applying build building',
      'building open running',
      'running suspend temporarily_offline',
      'running migrate migrating',
      'running close closing',
      'temporarily_offline resume running',
      'migrating migrated migrated',
      'closing closed closed',
    ],
  },
  article: {
    edges: articleEdges,
    legal: [
      'draft revise first_review',
      'first_review pass second_review',
      'first_review return draft',
      'first_review revise first_review',
      'second_review pass final_review',
      'second_review return draft',
      'second_review revise first_review',
      'final_review pass approved',
      'final_review return draft',
      'final_review revise first_review',
      'secrecy_review pass approved',
      'secrecy_review return draft',
      'secrecy_review revise first_review',
      'approved publish published',
      'approved revise first_review',
      'published correct corrected',
      'published withdraw withdrawn',
      'published invalidate invalidated',
      'corrected correct corrected',
      'corrected withdraw withdrawn',
      'corrected invalidate invalidated',
    ],
  },
  finding: {
    edges: findingEdges,
    legal: [
      'open confirmed confirmed',
      'open false_positive false_positive',
      'open duplicate duplicate',
      'confirmed reopen open',
      'confirmed false_positive false_positive',
      'confirmed duplicate duplicate',
      'confirmed order ordered',
      'false_positive reopen open',
      'false_positive confirmed confirmed',
      'false_positive duplicate duplicate',
      'duplicate reopen open',
      'duplicate confirmed confirmed',
      'duplicate false_positive false_positive',
      'ordered rectify rectified',
      'ordered withdraw confirmed',
      'rectified verify verified',
      'rectified close closed',
      'rectified order ordered',
      'verified close closed',
      'verified order ordered',
      'verified rectify rectified',
      'closed verify verified',
    ],
  },
  order: {
    edges: orderEdges,
    legal: [
      'issued accept accepted',
      'issued dispute disputed',
      'disputed uphold issued',
      'disputed withdraw withdrawn',
      'accepted rectify rectified',
      'rectified verify verified',
      'rectified fail accepted',
      'verified close closed',
      'verified fail accepted',
    ],
  },
}

describe.each(Object.entries(machines))('states of a %s', (_, { edges, legal }) => {
  const states = Object.keys(edges)
  const events = [...new Set(Object.values(edges).flatMap((leaving) => Object.keys(leaving)))]
  const every = states.flatMap((state) => events.map((event) => [state, event] as const))
  const targets = new Map(legal.map((edge) => [edge.split(' ').slice(0, 2).join(' '), edge.split(' ')[2]]))

  it('has exactly the edges of its rule', () => {
    expect(every.filter(([state, event]) => edges[state]?.[event]).length).toBe(legal.length)
  })

  it.each(every)('from %s, %s leads where the rule says or is refused', (state, event) => {
    const target = targets.get(`${state} ${event}`)
    if (target) expect(nextState(edges, state, event)).toBe(target)
    else expect(refusalOf(() => nextState(edges, state, event))).toBe('rule')
  })

  it('only leads to states it has', () => {
    expect(states).toEqual(expect.arrayContaining([...targets.values()]))
  })
})

describe('stages of a review', () => {
  it('follow each other, with 保密审查 last where the column asks for it', () => {
    const all = (secrecy: boolean) =>
      (['first', 'second', 'final', 'secrecy'] as const).map((s) => stageAfter(s, secrecy))
    expect(all(false)).toEqual(['second', 'final', null, null])
    expect(all(true)).toEqual(['second', 'final', 'secrecy', null])
  })

  it('have a state and a right each', () => {
    for (const [stage, state] of Object.entries(stateOf)) expect(stageOf[state]).toBe(stage)
    expect(Object.values(reviewRight)).toEqual(['review.first', 'review.second', 'review.final', 'review.secrecy'])
  })
})
