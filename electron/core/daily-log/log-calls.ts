import { readRow } from '#core/rows/rows'
import { dailyLogReport } from '#core/reports/daily-log-report'
import { reportBytes } from '#core/reports/formats/report-bytes'
import { formatNames } from '#core/reports/report-calls'
import { namesIn } from '#core/reports/report-source'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk } from '#shared/contract/desk'
import type { ReportFormat } from '#shared/contract/report'
import type { SignOff } from '#shared/contract/sign-off'
import { canonicalBytes } from '#shared/signing/seal-document'
import { sm3OfValue } from '#shared/signing/sm3'
import { dayLog, signingRefusal } from './day-log'
import { isConfirmed, signedEntries, signOffsOf } from './signed-entries'
import { correctLog, signLog } from './sign-log'
import { withCertificates } from './with-certificates'

type LogCalls = Pick<Desk, 'log.preview' | 'log.sign' | 'log.correct' | 'log.signed' | 'log.export'>

export function createLogCalls(workplace: Workplace): LogCalls {
  const { store, sync, operator } = workplace
  return {
    'log.preview'({ day }) {
      const log = dayLog(store, day)
      const { state, syncedTo, waiting } = sync.status()
      return {
        parts: log.parts,
        hash: sm3OfValue(log.parts),
        previousDay: log.previous?.day ?? null,
        refusal: signingRefusal(log, operator()),
        syncedTo,
        certain: state === 'online' && waiting === 0,
      }
    },
    'log.sign'({ day, seen }) {
      const signed = store.transaction(() => signLog(workplace, day, seen))
      sync.wakePush()
      return signed
    },
    'log.correct'(correction) {
      const signed = store.transaction(() => correctLog(workplace, correction))
      sync.wakePush()
      return signed
    },
    'log.signed': ({ day }) => signedEntries(store, day),
    'log.export': async ({ signOffId, format }) => ({ path: await exportLog(workplace, signOffId, format) }),
  }
}

/** As the signed document itself, or as a report that is made of it. */
async function exportLog(
  { store, native, exports }: Workplace,
  signOffId: string,
  format: 'json' | ReportFormat,
): Promise<string | null> {
  const signOff = readRow(store, 'signOff', signOffId)
  if (!signOff) throw new AppError('not-found', '找不到该签发，请同步后重试', { signOffId })
  const { day, document } = signOff
  const mark = isConfirmed(store, signOff) ? '' : '（待确认）'
  const what = signOff.correctsId === null ? '巡查日志' : '巡查日志更正'
  const name = format === 'json' ? '巡查日志（可验证）' : formatNames[format]
  const wanted = {
    title: '导出巡查日志',
    suggested: `${what}-${day}${mark}.${format}`,
    filter: { name, extensions: [format] },
  }
  return exports.save(wanted, () =>
    format === 'json'
      ? canonicalBytes(withCertificates(store, document))
      : reportBytes(reportOf(store, signOff), format, native),
  )
}

/** A correction is printed with the log that it corrects, as every correction of that day is. */
function reportOf(store: Store, signOff: SignOff) {
  const [log = signOff, ...corrections] = signOffsOf(store, signOff.day)
  const unconfirmed = [log, ...corrections].some((each) => !isConfirmed(store, each))
  return dailyLogReport(log.document, namesIn(store), {
    corrections: corrections.map((each) => each.document),
    unconfirmed,
  })
}
