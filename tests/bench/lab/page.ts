import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'undici'

/** A window's page, reached through Chromium's own debugging port: nothing is added to the app that is measured. */
export interface Page {
  /** Runs a function inside the page; it sees its argument and the page, and nothing from here. */
  run<A, T>(work: (argument: A) => T | Promise<T>, argument: A): Promise<T>
  close(): void
}

interface Reply {
  readonly id: number
  readonly error?: { readonly message: string }
  readonly result?: {
    readonly result: { readonly value?: unknown }
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } }
  }
}

const patienceMs = 30_000

/** Joins the first page whose address begins so, as soon as there is one. */
export async function joinPage(port: number, address: string): Promise<Page> {
  const socket = new WebSocket(await addressOfPage(port, address))
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('the page cannot be joined')))
  })
  const page = pageOver(socket)
  // What runs in a page that is not loaded yet may be lost with its first, empty document.
  const isLoaded = () => document.readyState === 'complete' && document.title !== ''
  while (!(await page.run(isLoaded, undefined).catch(() => false))) await delay(20)
  return page
}

async function addressOfPage(port: number, address: string): Promise<string> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(50)) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Record<string, string>[]
    const page = targets.find(({ type, url }) => type === 'page' && url?.startsWith(address))
    if (page?.['webSocketDebuggerUrl']) return page['webSocketDebuggerUrl']
  }
  throw new Error(`no page at ${address}`)
}

function pageOver(socket: WebSocket): Page {
  const waiting = new Map<number, (reply: Reply) => void>()
  let lastId = 0
  socket.addEventListener('close', () => {
    for (const [id, settle] of waiting) settle({ id, error: { message: 'the page is gone' } })
  })
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  const ask = (expression: string): Promise<Reply> =>
    new Promise((resolve) => {
      lastId += 1
      waiting.set(lastId, resolve)
      const params = { expression, awaitPromise: true, returnByValue: true }
      socket.send(JSON.stringify({ id: lastId, method: 'Runtime.evaluate', params }))
    })
  return {
    async run<A, T>(work: (argument: A) => T | Promise<T>, argument: A): Promise<T> {
      const { result, error } = await ask(`(${work.toString()})(${JSON.stringify(argument) ?? 'undefined'})`)
      const failure = error?.message ?? result?.exceptionDetails?.exception?.description
      if (failure !== undefined) throw new Error(`in the page: ${failure}`)
      return result?.result.value as T
    },
    close: () => socket.close(),
  }
}
