import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { createNative, type NativePort } from '#core/native'
import type { NativeQuestion } from '#shared/contract/native'

/** A port whose other end answers with what `reply` makes of each question. */
function aPort(reply: (question: NativeQuestion) => unknown): NativePort {
  const messages = new EventEmitter()
  return {
    on: (event, listener) => messages.on(event, listener),
    postMessage: (question) => queueMicrotask(() => messages.emit('message', { data: reply(question) })),
  }
}

it('asks by name and brings the value back', async () => {
  const native = createNative(
    aPort(({ id, ask, args }) => ({ id, ok: true, value: [`${ask}:${JSON.stringify(args)}`] })),
  )
  const args = { title: '选择', filters: [], several: false, folders: true }
  expect(await native.pickFiles(args)).toEqual([`pickFiles:${JSON.stringify(args)}`])
})

it('turns a refusal into an error whose message may be shown', async () => {
  const native = createNative(aPort(({ id }) => ({ id, ok: false, error: '本机没有可用的系统密钥库' })))
  await expect(native.wrap({ secret: 'AA==' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('密钥库'),
  })
})

it('does not believe a value of another kind', async () => {
  const native = createNative(aPort(({ id }) => ({ id, ok: true, value: 'yes' })))
  await expect(native.canWrap({})).rejects.toThrow('canWrap')
})

it('leaves other messages alone', async () => {
  const port = aPort(({ id }) => ({ id, ok: true, value: true }))
  const native = createNative(port)
  port.postMessage({ id: 99, ask: 'canWrap', args: {} })
  expect(await native.canWrap({})).toBe(true)
})
