import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { AuditEntry } from '#shared/contract/audit-entry'
import { Finding, FindingState } from '#shared/contract/finding'
import { InspectionDay } from '#shared/contract/inspection-day'
import { InspectionRun } from '#shared/contract/inspection-run'
import { RectificationOrder } from '#shared/contract/rectification-order'
import { findingStateUnder } from '#shared/domain/rectification'
import { SignOff, SigningKey } from '#shared/contract/sign-off'
import { SiteRequest } from '#shared/contract/site-request'
import { dayOf } from '#shared/domain/calendar'
import { commandRules } from '#shared/domain/command-rules'
import { verifyDocument } from '#shared/signing/verify-document'
import { demoAudit } from '#platform/demo/audit'
import { inspectionHistory } from '#platform/demo/inspection/history'
import { testAuthority } from '#tests/authority'
import { signHistory } from '#platform/demo/inspection/sign-offs'
import { readLibrary } from '#platform/demo/library'
import { operatorId } from '#platform/demo/operators'
import { demoReviews } from '#platform/demo/reviews'
import { demoSiteRequests } from '#platform/demo/site-requests'
import { demoSites } from '#platform/demo/sites'
import { fullSetting } from './setting'

const sites = demoSites(fullSetting)
const history = inspectionHistory(sites, fullSetting)
const { key, signOffs } = signHistory(history, fullSetting.now, testAuthority)
const today = dayOf(fullSetting.now)

describe('the inspected days before today', () => {
  it('are thirteen reviewed ones and yesterday', () => {
    expect(history.map(({ day }) => day.state)).toEqual([...Array.from({ length: 13 }, () => 'reviewed'), 'running'])
    expect(new Set(history.map(({ day }) => day.day)).size).toBe(14)
    expect(history.every(({ day }) => day.day < today)).toBe(true)
  })

  it('hold valid days, runs, findings and orders', () => {
    for (const { day, runs, findings, orders, findingsNow, ordersNow } of history) {
      expect(Value.Check(InspectionDay, day)).toBe(true)
      expect(runs.every((run) => Value.Check(InspectionRun, run) && run.sites.length === 970)).toBe(true)
      expect([...findings, ...findingsNow].every((finding) => Value.Check(Finding, finding))).toBe(true)
      expect([...orders, ...ordersNow].every((order) => Value.Check(RectificationOrder, order))).toBe(true)
    }
  })

  it('left nothing undisposed on a reviewed day, and findings in every state are there now', () => {
    const reviewed = history.filter(({ day }) => day.state === 'reviewed')
    expect(reviewed.flatMap(({ findingsNow }) => findingsNow).filter(({ state }) => state === 'open')).toEqual([])
    const states = new Set(history.flatMap(({ findingsNow }) => findingsNow.map(({ state }) => state)))
    expect([...states].sort()).toEqual(FindingState.anyOf.map((choice) => choice.const).sort())
  })

  it('give each order the findings of one site, in the state of the order', () => {
    for (const { findingsNow, ordersNow } of history) {
      for (const order of ordersNow) {
        const own = findingsNow.filter(({ orderId }) => orderId === order.id)
        expect(own.map(({ id }) => id).sort()).toEqual([...order.findingIds].sort())
        expect(new Set(own.map(({ siteId }) => siteId))).toEqual(new Set([order.siteId]))
        expect(new Set(own.map(({ state }) => state))).toEqual(new Set([findingStateUnder[order.state]]))
      }
    }
  })

  it('left orders overdue and others in time', () => {
    const open = history.flatMap(({ ordersNow }) => ordersNow.filter(({ state }) => state === 'issued'))
    expect(open.filter(({ dueOn }) => dueOn < today).length).toBeGreaterThan(3)
    expect(open.filter(({ dueOn }) => dueOn >= today).length).toBeGreaterThan(3)
  })
})

describe('the signatures under these days', () => {
  it('are a chain of thirteen that verify', () => {
    expect(signOffs).toHaveLength(13)
    signOffs.forEach((signOff, index) => {
      const before = signOffs[index - 1]
      expect(Value.Check(SignOff, signOff)).toBe(true)
      expect(verifyDocument(signOff.document)).toEqual([])
      expect(signOff.previousId).toBe(before?.id ?? null)
      expect(signOff.document.manifest.previous).toEqual(before ? { day: before.day, seal: before.seal } : null)
    })
  })

  it('are by a signer who inspected on none of them, with a key that is revoked', () => {
    expect(Value.Check(SigningKey, key)).toBe(true)
    expect(key.revokedAt).not.toBeNull()
    expect(history.flatMap(({ day }) => day.inspectorIds)).not.toContain(operatorId('weizhengguo'))
    expect(new Set(signOffs.map(({ signerId }) => signerId))).toEqual(new Set([operatorId('weizhengguo')]))
  })
})

describe('requests for going offline', () => {
  const requests = demoSiteRequests(sites, fullSetting)

  it('are there in every state, and an approved one stands behind each site that is offline', () => {
    expect(requests.every((request) => Value.Check(SiteRequest, request))).toBe(true)
    expect(new Set(requests.map(({ state }) => state))).toEqual(new Set(['submitted', 'approved', 'rejected']))
    const approved = requests.filter(({ state }) => state === 'approved').map(({ siteId }) => siteId)
    const offline = sites.filter(({ site }) => site.state === 'temporarily_offline').map(({ site }) => site.id)
    expect(approved.sort()).toEqual(offline.sort())
    expect(offline).toHaveLength(2)
  })

  it('were never decided by the one who asked', () => {
    for (const { submittedBy, steps } of requests) expect(steps.map(({ by }) => by)).not.toContain(submittedBy)
  })
})

describe('the audit record', () => {
  const tasks = demoReviews(sites, readLibrary(), fullSetting).flatMap((review) => review.tasks)
  const orders = history.flatMap(({ ordersNow }) => ordersNow)
  const requests = demoSiteRequests(sites, fullSetting)
  const entries = demoAudit({ sites, tasks, orders, requests }, fullSetting)

  it('holds valid entries of commands that exist, none of them ahead of now', () => {
    expect(entries.every((entry) => Value.Check(AuditEntry, entry))).toBe(true)
    for (const type of new Set(entries.map((entry) => entry.type))) expect(commandRules.has(type)).toBe(true)
    expect(entries.every(({ at }) => Date.parse(at) <= fullSetting.now)).toBe(true)
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  it('names each decision on a review and each step of an order', () => {
    const ofType = (type: string) => entries.filter((entry) => entry.type === type).length
    expect(ofType('review.approve')).toBe(tasks.filter(({ decidedBy }) => decidedBy !== null).length)
    expect(ofType('order.issue')).toBe(orders.length)
    const steps = ['order.accept', 'order.report', 'order.reinspect', 'order.advance'].map(ofType)
    expect(steps.every((count) => count > 0)).toBe(true)
    expect(steps.reduce((sum, count) => sum + count)).toBe(orders.reduce((sum, { notes }) => sum + notes.length, 0))
  })
})
