import { uuidv7 } from 'uuidv7'
import { throttled } from '#core/events'
import { readRow } from '#core/rows/rows'
import type { Workplace } from '#core/workplace'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { Desk, InspectionProgress } from '#shared/contract/desk'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import { dayOf } from '#shared/domain/calendar'
import { assertMay } from '#shared/domain/permissions'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { createRunProgress, idle, type RunProgress } from './inspection-run'
import { recordRun } from './record'
import { openRunPlace } from './run-place'
import { targetOf } from './targets'

type InspectionCalls = Pick<Desk, 'inspection.start' | 'inspection.cancel' | 'inspection.progress'>

const progressPauseMs = 250

interface Going {
  readonly runId: string
  readonly plan: InspectionPlan
  readonly progress: RunProgress
  readonly cancelling: AbortController
}

/** One run at a time. What was seen of the sites that were finished is handed in even when the rest is cancelled. */
export function createInspectionCalls(workplace: Workplace): InspectionCalls {
  const { store, clock, events, operator, sync, report, ended, unfinished } = workplace
  let going: Going | null = null
  let last: InspectionProgress = idle

  const present = (): InspectionProgress =>
    going ? going.progress.now(going.cancelling.signal.aborted ? 'cancelling' : 'running', null) : last
  const tell = throttled(progressPauseMs, () => events.emit('inspection', present()))

  async function run(started: Going, siteIds: readonly string[]): Promise<void> {
    const startedAt = clock.instant()
    const { runId, plan, progress, cancelling } = started
    let problem: string | null = null
    try {
      const targets = siteIds.map((siteId) => targetOf(store, siteId))
      const signal = AbortSignal.any([cancelling.signal, ended])
      const onProgress: RunProgress['step'] = (step) => {
        progress.step(step)
        tell.request()
      }
      const now = (): Date => new Date(clock.now())
      const { file, evidence, memory, leave } = openRunPlace(store, { targets, plan }, dayOf(startedAt))
      await inspectSites(targets, plan, { now, signal, onProgress, file, evidence, memory }).finally(leave)
    } catch (error) {
      problem = problemOf(error)
    }
    // Also when the operator leaves in the middle: what was seen of finished sites is kept.
    problem = record(runId, plan, startedAt, progress) ?? problem
    progress.stop()
    going = null
    last = progress.now('idle', problem)
    if (!ended.aborted) tell.request()
  }

  function record(runId: string, plan: InspectionPlan, startedAt: string, progress: RunProgress): string | null {
    const finishedAt = clock.instant()
    const inspections = progress.finished()
    if (inspections.length === 0) return null
    try {
      const run = { runId, planId: plan.id, day: dayOf(startedAt), startedAt, finishedAt, inspections }
      recordRun(store, { by: operator(), at: finishedAt }, run)
      sync.wakePush()
      return null
    } catch (error) {
      return problemOf(error)
    }
  }

  function problemOf(error: unknown): string | null {
    if (isAppError(error)) return error.code === 'cancelled' ? null : error.message
    report(error)
    return '巡查时出现内部错误，已记入本机日志，请重新运行'
  }

  return {
    'inspection.start'({ planId, siteIds: chosen }) {
      const siteIds = [...new Set(chosen)]
      if (going) throw new AppError('rule', '已有巡查正在进行，请等待完成或先取消')
      const plan = readRow(store, 'inspectionPlan', planId)
      if (!plan) throw new AppError('not-found', '巡查方案不存在，请同步后重试', { planId })
      for (const siteId of siteIds) assertMay(operator(), 'inspection.run', readRow(store, 'site', siteId))
      const runId = uuidv7()
      const progress = createRunProgress(runId, siteIds, clock.now)
      going = { runId, plan, progress, cancelling: new AbortController() }
      const running = run(going, siteIds).finally(() => unfinished.delete(running))
      unfinished.add(running)
      tell.request()
      return { runId }
    },
    'inspection.cancel'() {
      going?.cancelling.abort()
      tell.request()
      return {}
    },
    'inspection.progress': present,
  }
}
