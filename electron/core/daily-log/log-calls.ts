import { writeFile } from 'node:fs/promises'
import { uuidv7 } from 'uuidv7'
import { submit } from '#core/outbox/submit'
import { readRow } from '#core/rows/rows'
import { dailyLogHtml } from '#core/reports/daily-log-html'
import type { ReportNames } from '#core/reports/report-names'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk } from '#shared/contract/desk'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { dailyLogFormat } from '#shared/domain/daily-log'
import { canonicalBytes, sealDocument } from '#shared/signing/seal-document'
import { sm3OfValue } from '#shared/signing/sm3'
import { dayLog, signingRefusal } from './day-log'
import { registeredKey } from './signing-key'

type LogCalls = Pick<Desk, 'log.preview' | 'log.sign' | 'log.export' | 'log.reveal'>

export function createLogCalls(workplace: Workplace): LogCalls {
  const { store, sync, operator, native } = workplace
  const exported = new Set<string>()
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
      const signed = store.transaction(() => sign(workplace, day, seen))
      sync.wakePush()
      return signed
    },
    async 'log.export'({ signOffId, format }) {
      const path = await exportLog(workplace, signOffId, format)
      if (path !== null) exported.add(path)
      return { path }
    },
    async 'log.reveal'({ path }) {
      if (!exported.has(path)) throw new AppError('not-found', '该文件不是本次登录后导出的，请重新导出', { path })
      await native.reveal({ path }).catch(() => {
        throw new AppError('not-found', '文件已不在原处，请重新导出', { path })
      })
      return {}
    },
  }
}

function sign({ store, clock, operator }: Workplace, day: string, seen: string) {
  const actor = { by: operator(), at: clock.instant() }
  const log = dayLog(store, day)
  if (sm3OfValue(log.parts) !== seen)
    throw new AppError('conflict', '日志内容已更新，与所见不同，请重新查看后签发', { day })
  const refusal = signingRefusal(log, actor.by)
  if (refusal !== null) throw new AppError('rule', refusal, { day })
  const { keyId, publicKey, privateKey } = registeredKey(store, actor)
  const document = sealDocument({
    format: dailyLogFormat,
    parts: log.parts,
    previous: log.previous && { day: log.previous.day, seal: log.previous.seal },
    signer: { operatorId: actor.by.id, name: actor.by.name, publicKey },
    signedAt: actor.at,
    privateKey,
  })
  const signOffId = uuidv7()
  const args = { signOffId, day, previousId: log.previous?.id ?? null, keyId, document }
  submit(store, actor, { type: 'day.sign', args })
  return { signOffId, document }
}

const formats = {
  json: { name: '巡查日志（可验证）', extensions: ['json'] },
  pdf: { name: '巡查日志（打印件）', extensions: ['pdf'] },
}

async function exportLog(
  { store, native }: Workplace,
  signOffId: string,
  format: 'json' | 'pdf',
): Promise<string | null> {
  const signOff = readRow(store, 'signOff', signOffId)
  if (!signOff) throw new AppError('not-found', '找不到该签发，请同步后重试', { signOffId })
  const suggested = `巡查日志-${signOff.day}.${format}`
  const path = await native.pickSave({ title: '导出巡查日志', suggested, filters: [formats[format]] })
  if (path === null) return null
  const bytes = format === 'json' ? canonicalBytes(signOff.document) : await printed(store, signOff.document, native)
  await save(path, bytes)
  return path
}

const printed = (store: Store, document: SealedDocument, native: Workplace['native']) =>
  native.printPdf({ html: dailyLogHtml(document, namesIn(store)), landscape: false })

async function save(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('unavailable', '文件未能保存，请检查磁盘空间与文件夹的写入权限后重试', { path, reason })
  }
}

const namesIn = (store: Store): ReportNames => ({
  site(id) {
    const site = readRow(store, 'site', id)
    return { name: site?.name ?? '（不在当前账号范围内的子站）', code: site?.code ?? '' }
  },
  operator: (id) => readRow(store, 'operator', id)?.name ?? '（已离任人员）',
})
