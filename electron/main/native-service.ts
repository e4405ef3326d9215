import { Value } from '@sinclair/typebox/value'
import {
  isNativeAsk,
  nativeAsks,
  NativeQuestion,
  type NativeAnswer,
  type NativeArgs,
  type NativeAsk,
  type NativeValue,
} from '#shared/contract/native'
import { pickFiles, pickSave } from './dialogs'
import { canWrap, unwrap, wrap } from './key-wrapping'
import { printPdf } from './print-pdf'
import { reveal } from './reveal'
import { setTheme } from './theme'

type Duties = { readonly [A in NativeAsk]: (args: NativeArgs<A>) => NativeValue<A> | Promise<NativeValue<A>> }

const duties: Duties = { canWrap, wrap, unwrap, pickFiles, pickSave, printPdf, reveal, theme: setTheme }

/** Answers one question of core. Every question gets one answer; a message that is no question gets none. */
export async function answerNativeQuestion(message: unknown, answer: (answer: NativeAnswer) => void): Promise<void> {
  if (!Value.Check(NativeQuestion, message)) return
  answer(await answerTo(message))
}

async function answerTo({ id, ask, args }: NativeQuestion): Promise<NativeAnswer> {
  if (!isNativeAsk(ask)) return { id, ok: false, error: `系统功能“${ask}”不存在` }
  if (!Value.Check(nativeAsks[ask].args, args)) return { id, ok: false, error: `系统功能“${ask}”的参数不符合约定` }
  try {
    return { id, ok: true, value: await perform(ask, args) }
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

const perform = <A extends NativeAsk>(ask: A, args: NativeArgs<A>) => duties[ask](args)
