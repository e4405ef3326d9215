import { Value } from '@sinclair/typebox/value'
import { AppError } from '#shared/contract/app-error'
import {
  NativeAnswer,
  nativeAsks,
  type NativeArgs,
  type NativeAsk,
  type NativeAsks,
  type NativeQuestion,
  type NativeValue,
} from '#shared/contract/native'

/** What core may have done outside itself: one function for each question of the contract. */
export type Native = {
  readonly [A in NativeAsk]: (args: NativeArgs<A>) => Promise<NativeValue<A>>
}

/** The parent port as core needs it: Electron's in the app, any message port in a test. */
export interface NativePort {
  postMessage(question: NativeQuestion): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
}

/** Asks the main process over its port. Messages that are no answers are left to other listeners. */
export function createNative(port: NativePort): Native {
  const waiting = new Map<number, (answer: NativeAnswer) => void>()
  let lastId = 0

  port.on('message', ({ data }) => {
    if (!Value.Check(NativeAnswer, data)) return
    waiting.get(data.id)?.(data)
    waiting.delete(data.id)
  })

  async function ask<A extends NativeAsk>(name: A, args: NativeArgs<A>): Promise<NativeValue<A>> {
    const id = ++lastId
    const answer = await new Promise<NativeAnswer>((resolve) => {
      waiting.set(id, resolve)
      port.postMessage({ id, ask: name, args })
    })
    if (!answer.ok) throw new AppError('unavailable', answer.error)
    return assertValue(name, answer.value)
  }

  return {
    canWrap: (args) => ask('canWrap', args),
    wrap: (args) => ask('wrap', args),
    unwrap: (args) => ask('unwrap', args),
    pickFiles: (args) => ask('pickFiles', args),
    pickSave: (args) => ask('pickSave', args),
    printPdf: (args) => ask('printPdf', args),
    reveal: (args) => ask('reveal', args),
    theme: (args) => ask('theme', args),
  }
}

function assertValue<A extends NativeAsk>(name: A, value: unknown): NativeValue<A> {
  if (Value.Check<NativeAsks[A]['value']>(nativeAsks[name].value, value)) return value
  throw new Error(`the main process answered ${name} with something else`)
}
