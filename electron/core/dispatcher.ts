import { Value } from '@sinclair/typebox/value'
import { isAppError } from '#shared/contract/app-error'
import { BridgeCall, type BridgeAnswer, type BridgeError, type BridgeMessage } from '#shared/contract/bridge'
import { deskCalls, type Desk } from '#shared/contract/desk'
import type { Console } from './console'

/** One window's end of the bridge: Electron's MessagePortMain in the app, any port of that form in a test. */
export interface WindowConnection {
  postMessage(message: BridgeMessage): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
}

type Serving = Pick<Console, 'desk' | 'events' | 'report'>

/** Serves a window until it closes: answers each of its calls exactly once and passes on what happens. */
export function serveWindow(console: Serving, port: WindowConnection): void {
  const stop = console.events.subscribe((event, payload) => port.postMessage({ event, payload }))
  port.on('close', stop)
  port.on('message', ({ data }) => void answer(console, port, data))
  port.start()
}

async function answer(console: Serving, port: WindowConnection, message: unknown): Promise<void> {
  const id = idOf(message)
  if (id === null) return
  const result = await outcomeOf(console, message)
  try {
    port.postMessage({ id, ...result })
  } catch (error) {
    console.report(error)
    port.postMessage({ id, ok: false, error: internal })
  }
}

type Result = BridgeAnswer extends infer A ? (A extends BridgeAnswer ? Omit<A, 'id'> : never) : never

async function outcomeOf({ desk, report }: Serving, message: unknown): Promise<Result> {
  if (!Value.Check(BridgeCall, message)) return refused('请求的格式不符合约定')
  const { call, input } = message
  if (!isDeskCall(call)) return refused(`没有名为“${call}”的功能`)
  const fault = Value.Errors(deskCalls[call].input, input).First()
  if (fault)
    return refused('请求的内容不符合约定，请刷新窗口后重试', { call, path: fault.path, problem: fault.message })
  try {
    return { ok: true, value: await desk[call](input as never) }
  } catch (error) {
    return { ok: false, error: told(error, report) }
  }
}

const isDeskCall = (name: string): name is keyof Desk => Object.hasOwn(deskCalls, name)

/** Without an id there is nobody to answer to. */
const idOf = (message: unknown): number | null =>
  typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number'
    ? message.id
    : null

const refused = (message: string, detail?: BridgeError['detail']): Result => ({
  ok: false,
  error: { code: 'invalid', message, ...(detail && { detail }) },
})

const internal: BridgeError = {
  code: 'internal',
  message: '管理台内部错误，已记入本机日志；请重试，仍不成功请联系系统管理员',
}

function told(error: unknown, report: Console['report']): BridgeError {
  if (!isAppError(error)) {
    report(error)
    return internal
  }
  const { code, message, detail } = error
  return { code, message, ...(detail && { detail }) }
}
