import type { Static, TSchema } from '@sinclair/typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RouteContract } from '#shared/contract/api'
import type { Platform } from '#platform/platform'
import type { SignedIn } from '#platform/sessions/session'

type In<S> = S extends TSchema ? Static<S> : undefined

/** What a route's handler gets: checked input, and who asks (null only on public routes). */
export interface RouteCall<C extends RouteContract> {
  readonly params: In<C['params']>
  readonly query: In<C['query']>
  readonly body: In<C['body']>
  readonly session: C['right'] extends 'public' ? null : SignedIn
  readonly platform: Platform
  readonly app: FastifyInstance
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** One route: its contract and what it does. One file each in `routes/`, exported as `route`. */
export interface Route<C extends RouteContract = RouteContract> {
  readonly contract: C
  /** Answers what the contract says; or the reply itself, where the body is written by hand. */
  handle(call: RouteCall<C>): Promise<Static<C['response']> | FastifyReply>
}

export const answers = <const C extends RouteContract>(contract: C, handle: Route<C>['handle']): Route<C> => ({
  contract,
  handle,
})
