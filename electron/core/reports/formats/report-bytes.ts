import type { Native } from '#core/native'
import type { Report, ReportFormat } from '#shared/contract/report'
import { reportDocx } from './as-docx'
import { reportHtml } from './as-html'
import { reportXlsx } from './as-xlsx'

const writers: Readonly<Record<ReportFormat, (report: Report, native: Native) => Promise<Uint8Array>>> = {
  docx: reportDocx,
  xlsx: reportXlsx,
  pdf: (report, native) => native.printPdf({ html: reportHtml(report), landscape: report.landscape }),
}

/** The report as a file of that format. */
export const reportBytes = (report: Report, format: ReportFormat, native: Native): Promise<Uint8Array> =>
  writers[format](report, native)
