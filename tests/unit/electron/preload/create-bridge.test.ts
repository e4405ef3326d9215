import { expect, it } from 'vitest'
import type { BridgeCall, BridgeMessage } from '#shared/contract/bridge'
import { createBridge, type BridgePort } from '../../../../electron/preload/create-bridge'

/** The other end of a port: what was sent to core, and a way to speak as core. */
function aPort() {
  const sent: BridgeCall[] = []
  const port: BridgePort = { onmessage: null, postMessage: (call) => void sent.push(structuredClone(call)) }
  const say = (message: BridgeMessage) => port.onmessage?.(new MessageEvent('message', { data: message }))
  return { port, sent, say }
}

const unavailable = { ok: false, error: expect.objectContaining({ code: 'unavailable' }) }

it('keeps calls until there is a port, then sends them in order', async () => {
  const { bridge, connect } = createBridge()
  const answer = bridge.call('sites.list', { region: '330000' })
  void bridge.call('sites.get', 1)
  const { port, sent, say } = aPort()
  connect(port, 0)
  expect(sent.map(({ call }) => call)).toEqual(['sites.list', 'sites.get'])
  say({ id: 1, ok: true, value: ['甲'] })
  expect(await answer).toEqual({ ok: true, value: ['甲'] })
})

it('gives each answer to the call it belongs to, refusals too', async () => {
  const { bridge, connect } = createBridge()
  const { port, say } = aPort()
  connect(port, 0)
  const answers = [bridge.call('a', null), bridge.call('b', null)]
  say({ id: 2, ok: false, error: { code: 'forbidden', message: '无权查看' } })
  say({ id: 1, ok: true, value: 1 })
  expect(await Promise.all(answers)).toEqual([
    { ok: true, value: 1 },
    { ok: false, error: { code: 'forbidden', message: '无权查看' } },
  ])
})

it('answers what was sent as unavailable when core is gone, and keeps what comes later', async () => {
  const { bridge, connect, disconnect } = createBridge()
  connect(aPort().port, 0)
  const lost = bridge.call('a', null)
  disconnect()
  const kept = bridge.call('b', null)
  const next = aPort()
  connect(next.port, 1)
  next.say({ id: 2, ok: true, value: '乙' })
  expect(await lost).toEqual(unavailable)
  expect(await kept).toEqual({ ok: true, value: '乙' })
})

it('tells of a restarted core once, and not of the first one', () => {
  const { bridge, connect } = createBridge()
  const told: unknown[] = []
  bridge.on('core-restarted', (payload) => told.push(payload))
  connect(aPort().port, 2)
  connect(aPort().port, 2)
  connect(aPort().port, 3)
  expect(told).toEqual([{ times: 3 }])
})

it('ignores an old port', async () => {
  const { bridge, connect } = createBridge()
  const old = aPort()
  connect(old.port, 0)
  const now = aPort()
  connect(now.port, 1)
  const answer = bridge.call('a', null)
  old.say({ id: 1, ok: true, value: 'old' })
  now.say({ id: 1, ok: true, value: 'new' })
  expect(await answer).toEqual({ ok: true, value: 'new' })
})

it('passes events to their listeners until they leave', () => {
  const { bridge, connect } = createBridge()
  const { port, say } = aPort()
  connect(port, 0)
  const heard: unknown[] = []
  const leave = bridge.on('sync', (payload) => heard.push(payload))
  say({ event: 'sync', payload: 1 })
  say({ event: 'other', payload: 2 })
  leave()
  say({ event: 'sync', payload: 3 })
  expect(heard).toEqual([1])
})

it('refuses a value that cannot be copied to another process', async () => {
  const { bridge, connect } = createBridge()
  connect(aPort().port, 0)
  expect(await bridge.call('a', () => 1)).toEqual({ ok: false, error: expect.objectContaining({ code: 'invalid' }) })
})
