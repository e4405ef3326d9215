import { beforeEach, describe, expect, it } from 'vitest'
import { createEvents, type Events } from '#core/events'
import { serveWindow, type WindowConnection } from '#core/dispatcher'
import { AppError } from '#shared/contract/app-error'
import { deskCalls, type Desk } from '#shared/contract/desk'

/** A window that remembers what it was told. */
class FakeWindow implements WindowConnection {
  readonly told: unknown[] = []
  private readonly messages: ((event: { readonly data: unknown }) => void)[] = []
  private readonly closings: (() => void)[] = []
  postMessage(message: unknown): void {
    this.told.push(structuredClone(message))
  }
  on(event: 'message' | 'close', listener: ((event: { readonly data: unknown }) => void) & (() => void)): void {
    if (event === 'message') this.messages.push(listener)
    else this.closings.push(listener)
  }
  start(): void {
    this.told.length = 0
  }
  async say(data: unknown): Promise<unknown> {
    for (const listener of this.messages) listener({ data })
    await new Promise((resolve) => setImmediate(resolve))
    return this.told.at(-1)
  }
  close(): void {
    for (const listener of this.closings) listener()
  }
}

const refusing = Object.fromEntries(
  Object.keys(deskCalls).map((name) => [name, () => Promise.reject(new AppError('unauthenticated', '尚未登录'))]),
) as Record<keyof Desk, () => Promise<never>>

let window: FakeWindow
let events: Events
let reported: unknown[]

function serve(over: Partial<Desk> = {}): void {
  window = new FakeWindow()
  events = createEvents()
  reported = []
  serveWindow({ desk: { ...refusing, ...over }, events, report: (error) => reported.push(error) }, window)
}
beforeEach(() => serve())

describe('a call', () => {
  it('is answered once with its value', async () => {
    serve({ 'rows.ids': () => ['a'] })
    const input = { kind: 'site', where: {}, search: '' }
    expect(await window.say({ id: 7, call: 'rows.ids', input })).toEqual({ id: 7, ok: true, value: ['a'] })
    expect(window.told).toHaveLength(1)
  })

  it.each([
    ['of a name that nobody knows', { id: 1, call: 'rows.drop', input: {} }],
    ['of a name that every object has', { id: 1, call: 'constructor', input: {} }],
    ['with an input of another shape', { id: 1, call: 'rows.list', input: { kind: 'site' } }],
    ['with more than was agreed', { id: 1, call: 'sync.now', input: {}, extra: true }],
  ])('%s is refused as invalid', async (_, message) => {
    expect(await window.say(message)).toMatchObject({ id: 1, ok: false, error: { code: 'invalid' } })
  })

  it('tells an AppError as it is', async () => {
    expect(await window.say({ id: 2, call: 'sync.now', input: {} })).toMatchObject({
      id: 2,
      ok: false,
      error: { code: 'unauthenticated', message: '尚未登录' },
    })
    expect(reported).toEqual([])
  })

  it('tells nothing of a bug but logs it whole', async () => {
    const bug = new Error('secret detail')
    serve({ 'sync.now': () => Promise.reject(bug) })
    const told = await window.say({ id: 3, call: 'sync.now', input: {} })
    expect(told).toMatchObject({ id: 3, ok: false, error: { code: 'internal' } })
    expect(JSON.stringify(told)).not.toContain('secret')
    expect(reported).toEqual([bug])
  })

  it('is answered even when its value cannot travel', async () => {
    serve({ 'rows.get': () => () => 'a function' })
    const input = { kind: 'site', id: '01900000-0000-7000-8000-000000000001' }
    expect(await window.say({ id: 4, call: 'rows.get', input })).toMatchObject({ id: 4, ok: false })
  })
})

describe('an event', () => {
  it('reaches the window until it closes', () => {
    events.emit('changed', { kinds: ['site'] })
    window.close()
    events.emit('changed', { kinds: ['column'] })
    expect(window.told).toEqual([{ event: 'changed', payload: { kinds: ['site'] } }])
  })
})
