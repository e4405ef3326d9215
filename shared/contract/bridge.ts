import { Type, type Static } from '@sinclair/typebox'
import { OneOf } from './primitives'
import { errorCodes, type ErrorCode } from './app-error'

/**
 * What the window and core say to each other over their MessagePort. The window only ever sends `BridgeCall`; core
 * answers each call exactly once, refused ones too, and may send events at any time.
 */
export const BridgeCall = Type.Object(
  {
    /** Counts up within one window; an answer carries it back. */
    id: Type.Integer({ minimum: 1 }),
    /** Name of the call, as `findings.list`. */
    call: Type.String({ minLength: 1, maxLength: 100 }),
    input: Type.Unknown(),
  },
  { additionalProperties: false },
)
export type BridgeCall = Static<typeof BridgeCall>

/** An AppError as it travels between processes. */
export const BridgeError = Type.Object({
  code: OneOf(...errorCodes),
  message: Type.String(),
  detail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export interface BridgeError {
  readonly code: ErrorCode
  readonly message: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** What a call comes back with; it never rejects, so that nobody forgets the failing half. */
export type Answer<T = unknown> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BridgeError }

/** Core's answer to the call of that id. */
export type BridgeAnswer = { readonly id: number } & Answer

/** Something happened in core (or to core) that the window may want to know. */
export const BridgeEvent = Type.Object({ event: Type.String({ minLength: 1 }), payload: Type.Unknown() })
export type BridgeEvent = Static<typeof BridgeEvent>

/** Everything that travels from core to the window. */
export type BridgeMessage = BridgeAnswer | BridgeEvent

export const isBridgeEvent = (message: BridgeMessage): message is BridgeEvent => 'event' in message

/** Core died and a new one answers now: whatever the window holds may be stale. Payload: `CoreRestarted`. */
export const coreRestarted = 'core-restarted'
export const CoreRestarted = Type.Object({
  /** How often core had to be started again since the console was opened. */
  times: Type.Integer({ minimum: 1 }),
})
export type CoreRestarted = Static<typeof CoreRestarted>

/** What the preload script puts on `window.zhanqun`: the window's only way out. */
export interface Bridge {
  /**
   * Asks core. Waits for core while it starts; answers `unavailable` when core dies before it answers.
   * `input` and the answer's value are copied by structured clone.
   */
  call(name: string, input: unknown): Promise<Answer>
  /** Calls `listener` with the payload of every event of that topic, until the returned function is called. */
  on(topic: string, listener: (payload: unknown) => void): () => void
}

/**
 * What the main process posts to core with one MessagePort beside it (`event.ports[0]`): that port talks to one window
 * from now on. A window that reloads gets a new port; the old one closes.
 */
export const WindowPort = Type.Object({ port: Type.Literal('window'), window: Type.Integer() })
export type WindowPort = Static<typeof WindowPort>
