import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dailyLogReport } from '#core/reports/daily-log-report'
import { reportDocx } from '#core/reports/formats/as-docx'
import { reportHtml } from '#core/reports/formats/as-html'
import { reportXlsx } from '#core/reports/formats/as-xlsx'
import { reportKinds } from '#core/reports/report-kind'
import { namesIn, reportSource } from '#core/reports/report-source'
import { newKey } from '#core/session/key-box'
import { openStore } from '#core/store/open-store'
import type { Report } from '#shared/contract/report'
import { dayOf } from '#shared/domain/calendar'
import { periodOf } from '#shared/domain/periods'
import { fillWithDemo } from './demo-rows'

/** The day on which the papers are made: late enough in a quarter that all of the demo's days lie in it. */
const setting = { scale: 0.1, now: Date.parse('2026-03-27T01:30:00.000Z') }

async function reports(): Promise<Readonly<Record<string, Report>>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-papers-'))
  const store = openStore(path.join(folder, 'console.db'), newKey())
  try {
    const signOffs = fillWithDemo(store, setting)
    const today = dayOf(setting.now)
    const made = (name: string): Report => {
      const kind = reportKinds.get(name)
      if (!kind) throw new Error(`no report is called ${name}`)
      return kind.build(reportSource(store, periodOf(kind.length, today), today))
    }
    const last = signOffs.at(-1)
    if (!last) throw new Error('the demo signed no day')
    return {
      bulletin: made('quarterly-bulletin'),
      ledger: made('rectification-ledger'),
      log: dailyLogReport(last.document, namesIn(store)),
    }
  } finally {
    store.close()
    await rm(folder, { recursive: true })
  }
}

/** Writes the bulletin, the ledger and a daily log of the demo province as docx, xlsx and as the page that is printed to PDF. */
export async function main(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, report] of Object.entries(await reports())) {
    await writeFile(path.join(folder, `${name}.docx`), await reportDocx(report))
    await writeFile(path.join(folder, `${name}.xlsx`), await reportXlsx(report))
    await writeFile(path.join(folder, `${name}.html`), reportHtml(report))
  }
}
