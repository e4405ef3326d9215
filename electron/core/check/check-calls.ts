import { throttled } from '#core/events'
import { isReadable } from '#core/rows/readable'
import type { Workplace } from '#core/workplace'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { CheckProgress, Desk } from '#shared/contract/desk'
import { createFileChecker } from '#shared/content-check/file-checker'
import { readableExtensions } from '#shared/content-check/readable-extensions'
import { mayAnywhere } from '#shared/domain/permissions'
import { createPickedPaths } from './picked-paths'
import { recordChecked } from './record'
import { checkArticle, checkFileAt, type Checked } from './subjects'
import { filesIn } from './walk-folders'

type CheckCalls = Pick<Desk, 'check.pickFiles' | 'check.start' | 'check.cancel' | 'check.progress' | 'check.results'>

const progressPauseMs = 250
const atOnce = 3

type Order = { readonly articleId: string } | { readonly file: string }

/** One check at a time; its results stay until the next one. */
export function createCheckCalls(workplace: Workplace): CheckCalls {
  const { store, clock, events, native, operator, sync, report, ended } = workplace
  const picked = createPickedPaths()
  let results: Checked[] = []
  let total = 0
  let cancelling: AbortController | null = null

  const present = (): CheckProgress => ({
    state: cancelling === null ? 'idle' : cancelling.signal.aborted ? 'cancelling' : 'running',
    done: results.length,
    total,
    hits: results.reduce((sum, { hits }) => sum + hits.length, 0),
    unreadable: results.filter(({ unreadable }) => unreadable !== null).length,
  })
  const tell = throttled(progressPauseMs, () => events.emit('check', present()))

  async function run(orders: readonly Order[], signal: AbortSignal): Promise<void> {
    const checker = createFileChecker({ concurrency: 2 })
    const queue = orders.values()
    const work = async () => {
      for (const order of queue) {
        if (signal.aborted) return
        await checkOne(order)
      }
    }
    const checkOne = async (order: Order) => {
      const checked = await (
        'file' in order
          ? checkFileAt({ workplace, checker, signal }, order.file)
          : checkArticle({ workplace, checker, signal }, order.articleId)
      ).catch((error: unknown) => unreadable(order, error))
      if (signal.aborted || !checked) return
      results.push(checked)
      keep(checked)
      tell.request()
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    checker.close()
  }

  function keep(checked: Checked): void {
    try {
      recordChecked(store, { by: operator(), at: clock.instant() }, checked)
      sync.wakePush()
    } catch (error) {
      results[results.length - 1] = { ...checked, unreadable: reasonOf(error) }
    }
  }

  function unreadable(order: Order, error: unknown): Checked | null {
    if (isAppError(error) && error.code === 'cancelled') return null
    const [name, articleId] = 'file' in order ? [order.file, null] : [order.articleId, order.articleId]
    const subject = {
      type: articleId ? ('article' as const) : ('file' as const),
      articleId,
      name,
      hash: '0'.repeat(64),
    }
    return { siteId: null, subject, hits: [], unreadable: reasonOf(error) }
  }

  function reasonOf(error: unknown): string {
    if (isAppError(error)) return error.message
    report(error)
    return '核查时出现内部错误，已记入本机日志'
  }

  return {
    async 'check.pickFiles'({ folders }) {
      const paths = await native.pickFiles({
        title: folders ? '选择要核查的文件夹' : '选择要核查的文件',
        filters: folders ? [] : [{ name: '可核查的文件', extensions: [...readableExtensions] }],
        several: true,
        folders,
      })
      await picked.add(paths)
      return paths
    },
    async 'check.start'({ articleIds, paths }) {
      if (!mayAnywhere(operator(), 'check.run'))
        throw new AppError('forbidden', '当前账号没有核查权限，请由有权限的人员办理')
      await picked.assertPicked(paths)
      if (cancelling) throw new AppError('rule', '已有核查正在进行，请等待完成或先取消')
      const started = new AbortController()
      cancelling = started
      const files = await filesIn(paths).catch((error: unknown) => {
        cancelling = null
        throw error
      })
      const orders = [...articleIds.map((articleId) => ({ articleId })), ...files.map((file) => ({ file }))]
      results = []
      total = orders.length
      tell.request()
      void run(orders, AbortSignal.any([started.signal, ended]))
        .catch(report)
        .finally(() => {
          cancelling = null
          if (!ended.aborted) tell.request()
        })
      return {}
    },
    'check.cancel'() {
      cancelling?.abort()
      tell.request()
      return {}
    },
    'check.progress': present,
    'check.results'() {
      if (!isReadable('hit', operator())) return []
      return [...results]
        .sort((a, b) => b.hits.length - a.hits.length)
        .map(({ subject, hits, unreadable: reason }) => ({ subject, hits, unreadable: reason }))
    },
  }
}
