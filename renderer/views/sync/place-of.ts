import type { Unsent } from '#shared/contract/desk'
import { argsOf } from './described'

/** Where a thing is looked at: the module's path and what is opened there. */
export interface Place {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

/** Each kind of thing by the argument that names it, the one that is acted on before those that it belongs to. */
const places: readonly (readonly [arg: string, path: string, query: Readonly<Record<string, string>>, key: string])[] =
  [
    ['taskId', '/review', {}, 'open'],
    ['findingId', '/inspection', { tab: 'findings' }, 'open'],
    ['orderId', '/inspection', { tab: 'orders' }, 'open'],
    ['hitId', '/check', { tab: 'hits' }, 'open'],
    ['planId', '/inspection', { tab: 'plans' }, 'open'],
    ['runId', '/inspection', { tab: 'plans' }, 'open'],
    ['exemptionId', '/inspection', { tab: 'findings' }, 'open'],
    ['columnId', '/columns', {}, 'open'],
    ['siteId', '/sites', {}, 'open'],
    ['day', '/inspection', { tab: 'log' }, 'day'],
  ]

const named = (given: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, string>> =>
  typeof given[name] === 'string' ? { [name]: given[name] } : {}

/** Where what a command is about stands as it is now, to be dealt with anew; null where it has no place of its own. */
export function placeOf({ args }: Pick<Unsent, 'args'>): Place | null {
  const given = argsOf(args)
  const found = places.find(([arg]) => typeof given[arg] === 'string')
  if (!found) return null
  const [arg, path, query, key] = found
  return { path, query: { ...query, ...named(given, 'day'), ...named(given, 'stage'), [key]: String(given[arg]) } }
}

/** A judgement holds for what was on screen and for nothing else: on other content it has to be made anew. */
export const isJudgement = ({ args }: Pick<Unsent, 'args'>): boolean => 'seen' in argsOf(args)
