import { describe, expect, it } from 'vitest'
import { Value } from '@sinclair/typebox/value'
import { actionsOf, commandOf, keyOf, rightOf, type OrderAction } from '#renderer/views/inspection/orders/actions.ts'
import { OrderState } from '#shared/contract/rectification-order'
import { ruleFor } from '#shared/domain/command-rules'
import { freshWork } from '#shared/domain/rectification'
import { ids } from '#tests/builders'

const form = {
  text: '情况属实，请办理',
  wanted: '2026-03-12',
  proof: ' http://a.example/ \n\n截图1',
  level: 2,
  accountability: '',
}
const every = Object.keys(keyOf) as OrderAction[]
const fresh = { work: freshWork }

describe('what is offered on an order', () => {
  it('has the way forward first, under the same key in every state', () => {
    for (const state of ['issued', 'disputed', 'accepted', 'rectified', 'verified'] as const)
      expect(keyOf[actionsOf({ state, ...fresh })[0] ?? 'fail']).toBe('a')
  })

  it('has no two actions under one key in any state, and none once it is over', () => {
    for (const state of OrderState.anyOf.map((choice) => choice.const)) {
      const keys = actionsOf({ state, ...fresh }).map((action) => keyOf[action])
      expect(new Set(keys).size).toBe(keys.length)
    }
    expect(actionsOf({ state: 'closed', ...fresh })).toEqual([])
    expect(actionsOf({ state: 'withdrawn', ...fresh })).toEqual([])
  })

  it('is to decide on an extension while one is asked for, and else to ask', () => {
    const asked = { from: '2026-03-05', wanted: '2026-03-12', reason: '等待', by: ids.operator, at: '', decision: null }
    const waiting = { state: 'accepted' as const, work: { ...freshWork, extensions: [asked] } }
    expect(actionsOf(waiting)).toEqual(['report', 'grant', 'deny', 'supervise'])
    expect(actionsOf({ state: 'accepted', ...fresh })).toEqual(['report', 'extend', 'supervise'])
  })

  it.each(every.filter((action) => action !== 'reinspect'))(
    '%s submits a command that its rule takes, under its right',
    (action) => {
      const { type, args } = commandOf(action as Exclude<OrderAction, 'reinspect'>, form)
      const rule = ruleFor(type)
      const whole = { orderId: ids.order, siteId: ids.site, ...args }
      expect([...Value.Errors(rule.args, whole)]).toEqual([])
      expect(typeof rule.right === 'function' ? rule.right(whole) : rule.right).toBe(rightOf(action))
    },
  )

  it('reports one proof a line, and accountability only where there is some', () => {
    expect(commandOf('report', form).args).toMatchObject({ proof: ['http://a.example/', '截图1'] })
    expect(commandOf('supervise', form).args).not.toHaveProperty('accountability')
    expect(commandOf('supervise', { ...form, accountability: '约谈' }).args).toMatchObject({ accountability: '约谈' })
  })
})
