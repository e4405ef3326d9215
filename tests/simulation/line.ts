import { ReadableStream } from 'node:stream/web'
import { Response } from 'undici'
import type { Fetch } from '#core/platform/platform-client'
import { broken, never, type ArmedFault } from './faults'
import type { Answer, Message } from './message'
import { asOfSchema } from './other-schema'

/** Where the line leads to. */
export interface Exchange {
  deliver(message: Message): Promise<Answer>
  deliverLater(message: Message): void
  endSessions(login: string): Promise<void>
  /** One of the next queries fails; the platform lives on, or dies with it. Resolves with the answer or the breaking of the line. */
  deliverInto(message: Message, trouble: 'crash-platform' | 'lose-database', part: number): Promise<Answer>
  count(fault: string): void
}

/** One life of a console, from its start to its end: after that it hears nothing any more. */
export interface Life {
  readonly fetch: Fetch
  readonly killed: Promise<void>
  isOver(): boolean
  end(): void
}

export interface Line {
  plugged: boolean
  /** How far the console's schema is from the platform's. */
  schemaOffset: number
  fault: ArmedFault | null
  newLife(): Life
}

export function createLine(exchange: Exchange, login: string): Line {
  const line: Line = { plugged: true, schemaOffset: 0, fault: null, newLife }
  return line

  function newLife(): Life {
    let isOver = false
    let tell: () => void = () => undefined
    const killed = new Promise<void>((resolve) => (tell = resolve))
    const life: Life = {
      killed,
      isOver: () => isOver,
      end() {
        isOver = true
        tell()
      },
      fetch: async (input, init) => {
        const message = asOfSchema(messageOf(String(input), init), line.schemaOffset)
        const response = isOver ? await never<Response>() : await travel(message, life)
        // A dead console hears nothing, whatever was under way.
        return life.isOver() ? never<Response>() : response
      },
    }
    return life
  }

  function takeFault(): ArmedFault | null {
    if (!line.fault || line.fault.left-- > 0) return null
    const { fault } = line
    line.fault = null
    exchange.count(fault.kind)
    return fault
  }

  async function travel(message: Message, life: Life): Promise<Response> {
    if (!line.plugged) throw broken('ENETUNREACH')
    const fault = takeFault()
    if (!fault) return whole(await exchange.deliver(message))
    return troubled(message, fault, life)
  }

  async function troubled(message: Message, { kind, part }: ArmedFault, life: Life): Promise<Response> {
    switch (kind) {
      case 'drop':
        throw broken()
      case 'delay':
        exchange.deliverLater(message)
        throw broken('ETIMEDOUT')
      case 'repeat-later':
        exchange.deliverLater(message)
        return whole(await exchange.deliver(message))
      case 'duplicate':
        await exchange.deliver(message)
        return whole(await exchange.deliver(message))
      case 'lose-answer':
        await exchange.deliver(message)
        throw broken()
      case 'cut-answer':
        return partOf(await exchange.deliver(message), part, (controller) => controller.error(broken('UND_ERR_SOCKET')))
      case 'kill-before':
        life.end()
        return never()
      case 'kill-after':
        await exchange.deliver(message)
        life.end()
        return never()
      case 'kill-within':
        return partOf(await exchange.deliver(message), part, () => life.end())
      case 'end-session':
        await exchange.endSessions(login)
        return whole(await exchange.deliver(message))
      case 'crash-platform':
      case 'lose-database':
        return whole(await exchange.deliverInto(message, kind, part))
    }
  }
}

function messageOf(url: string, init: Parameters<Fetch>[1]): Message {
  const { pathname, search } = new URL(url)
  return {
    method: init?.method ?? 'GET',
    path: pathname + search,
    headers: (init?.headers ?? {}) as Record<string, string>,
    body: typeof init?.body === 'string' ? init.body : undefined,
  }
}

const whole = ({ status, type, body }: Answer) => new Response(body, { status, headers: { 'content-type': type } })

/** The answer up to a part of its bytes, then `end`. */
function partOf({ status, type, body }: Answer, part: number, end: (controller: Ended) => void): Response {
  let isFirst = true
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isFirst) controller.enqueue(body.subarray(0, Math.floor(body.length * part) || 1))
      else end(controller)
      isFirst = false
    },
  })
  return new Response(stream, { status, headers: { 'content-type': type } })
}

interface Ended {
  error(reason: unknown): void
}
