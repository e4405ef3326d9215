import { readRow, rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk } from '#shared/contract/desk'
import type { Report, ReportFormat } from '#shared/contract/report'
import { dayOf } from '#shared/domain/calendar'
import { periodOf } from '#shared/domain/periods'
import { reportBytes } from './formats/report-bytes'
import { fileNameOf, reportKinds, type ReportKind } from './report-kind'
import { orderNotice } from './order-notice'
import { namesIn, reportSource } from './report-source'

type ReportCalls = Pick<
  Desk,
  'reports.kinds' | 'reports.preview' | 'reports.export' | 'orders.export' | 'exports.reveal'
>

export const formatNames: Readonly<Record<ReportFormat, string>> = {
  docx: 'Word 文档',
  pdf: 'PDF 文件',
  xlsx: 'Excel 工作簿',
}

export function createReportCalls({ store, clock, native, exports, sync }: Workplace): ReportCalls {
  const today = () => dayOf(clock.instant())
  const made = (kind: ReportKind, day: string): Report =>
    kind.build(reportSource(store, periodOf(kind.length, day), today()))
  return {
    'reports.kinds': () => [...reportKinds].map(([name, { title, about, length }]) => ({ name, title, about, length })),
    'reports.preview'({ kind, day }) {
      const found = kindOf(kind)
      return { report: made(found, day), period: periodOf(found.length, day), syncedTo: sync.status().syncedTo }
    },
    async 'reports.export'({ kind, day, format }) {
      const found = kindOf(kind)
      const suggested = `${fileNameOf(found, periodOf(found.length, day))}.${format}`
      const filter = { name: formatNames[format], extensions: [format] }
      const path = await exports.save({ title: '导出报表', suggested, filter }, () =>
        reportBytes(made(found, day), format, native),
      )
      return { path }
    },
    async 'orders.export'({ orderId, format }) {
      const report = noticeOf(store, orderId)
      const filter = { name: formatNames[format], extensions: [format] }
      const suggested = `整改通知单（${report.subtitle}）.${format}`
      const path = await exports.save({ title: '导出整改单', suggested, filter }, () =>
        reportBytes(report, format, native),
      )
      return { path }
    },
    async 'exports.reveal'({ path }) {
      await exports.reveal(path)
      return {}
    },
  }
}

/** @throws AppError `not-found` */
function noticeOf(store: Store, orderId: string): Report {
  const order = readRow(store, 'rectificationOrder', orderId)
  if (!order) throw new AppError('not-found', '整改单不存在，或不在当前账号的范围内，请同步后重试', { orderId })
  return orderNotice(order, rowsWith(store, 'finding', 'orderId', orderId), namesIn(store))
}

function kindOf(name: string): ReportKind {
  const kind = reportKinds.get(name)
  if (!kind) throw new AppError('not-found', '没有这种报表，请刷新后重试', { kind: name })
  return kind
}
