import type { Answer, Bridge, BridgeCall, BridgeMessage, CoreRestarted } from '#shared/contract/bridge'

type Listener = (payload: unknown) => void

/** The part of a MessagePort that the bridge needs. */
export interface BridgePort {
  postMessage(call: BridgeCall): void
  onmessage: ((event: MessageEvent<BridgeMessage>) => void) | null
}

/** What the preload script does with a bridge: join it to core, and tell it that core is gone. */
export interface JoinableBridge {
  readonly bridge: Bridge
  connect(port: BridgePort, restarts: number): void
  disconnect(): void
}

const gone: Answer = { ok: false, error: { code: 'unavailable', message: '后台进程已中断，正在重新启动，请稍后重试' } }

/** Keeps calls until there is a port, answers each exactly once, and passes events on. */
export function createBridge(): JoinableBridge {
  const waiting = new Map<number, (answer: Answer) => void>()
  const listeners = new Map<string, Set<Listener>>()
  const unsent: BridgeCall[] = []
  let port: BridgePort | undefined
  let lastId = 0
  let lastRestarts: number | undefined

  function call(name: string, input: unknown): Promise<Answer> {
    return new Promise((resolve) => {
      const message = { id: ++lastId, call: name, input }
      waiting.set(message.id, resolve)
      if (port) send(port, message)
      else unsent.push(message)
    })
  }

  // A value that cannot be copied to another process is the caller's mistake, and still gets its answer.
  function send(to: BridgePort, message: BridgeCall): void {
    try {
      to.postMessage(message)
    } catch (error) {
      settle(message.id, { ok: false, error: { code: 'invalid', message: `请求内容无法传送：${String(error)}` } })
    }
  }

  function settle(id: number, answer: Answer): void {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  }

  const emit = (event: string, payload: unknown) => listeners.get(event)?.forEach((listener) => listener(payload))

  function receive(message: BridgeMessage): void {
    if ('event' in message) emit(message.event, message.payload)
    else settle(message.id, message.ok ? { ok: true, value: message.value } : { ok: false, error: message.error })
  }

  function connect(next: BridgePort, restarts: number): void {
    disconnect()
    port = next
    next.onmessage = ({ data }) => receive(data)
    unsent.splice(0).forEach((message) => send(next, message))
    const restarted: CoreRestarted = { times: restarts }
    if (lastRestarts !== undefined && restarts > lastRestarts) emit('core-restarted', restarted)
    lastRestarts = restarts
  }

  /** What was sent is lost with the core it was sent to; what was not yet sent waits for the next one. */
  function disconnect(): void {
    if (port) port.onmessage = null
    port = undefined
    const kept = new Set(unsent.map((message) => message.id))
    for (const id of [...waiting.keys()]) if (!kept.has(id)) settle(id, gone)
  }

  function on(topic: string, listener: Listener): () => void {
    const ofTopic = listeners.get(topic) ?? new Set()
    listeners.set(topic, ofTopic.add(listener))
    return () => void ofTopic.delete(listener)
  }

  return { bridge: { call, on }, connect, disconnect }
}
