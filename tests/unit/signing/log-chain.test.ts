import { describe, expect, it } from 'vitest'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { orderLogs } from '#shared/signing/log-chain'
import { buildLogCorrection, logCorrectionFormat } from '#shared/domain/log-correction'
import { aSealedDocument } from '#tests/builders'

const dayOf = ({ parts }: SealedDocument) => (parts['header'] as { day: string }).day
const log = (day: string, previous: SealedDocument | null, sites = 3) =>
  aSealedDocument({
    parts: { header: { day }, figures: { sites } },
    previous: previous && { day: dayOf(previous), seal: previous.seal },
    signedAt: `${day}T09:30:00.000Z`,
  })
const first = log('2026-03-02', null)
const second = log('2026-03-03', first)
const third = log('2026-03-04', second)
const correction = aSealedDocument({
  format: logCorrectionFormat,
  parts: buildLogCorrection({ day: '2026-03-03', seal: second.seal }, '漏记', '应为 4 个子站'),
  previous: { day: '2026-03-04', seal: third.seal },
  signedAt: '2026-03-04T10:00:00.000Z',
})
const all = [first, second, third, correction]

const chained = (documents: readonly SealedDocument[]) => {
  const named = documents.map((document, at) => ({ file: `${dayOf(document)} ${at}`, document }))
  const { order, faults, lacksBeginning } = orderLogs(named)
  return {
    seals: order.map(({ document }) => document.seal),
    faults: faults.map(({ message }) => message),
    lacksBeginning,
  }
}

describe('signed logs', () => {
  it('are put in order whatever order they come in, corrections where they were signed', () => {
    expect(chained([third, correction, first, second])).toEqual({
      seals: all.map(({ seal }) => seal),
      faults: [],
      lacksBeginning: false,
    })
  })

  it('count once however often they are given', () => {
    expect(chained([...all, second])).toMatchObject({ seals: { length: 4 }, faults: [] })
  })

  it('may lack their beginning, which is told', () => {
    expect(chained([third, second])).toMatchObject({ faults: [], lacksBeginning: true })
    expect(chained([third, correction])).toMatchObject({ faults: [], lacksBeginning: true })
  })

  it('may not lack one in between', () => {
    const { faults } = chained([first, third, correction])
    expect(faults.join()).toContain(`缺少它之前的一份：2026-03-03 签发的文件（封印 ${second.seal.slice(0, 16)}…）`)
  })

  it('do not fork, not even at the beginning', () => {
    const rival = log('2026-03-03', first, 4)
    expect(chained([...all, rival]).faults.join()).toMatch(/签发链在此分叉.*2026-03-03 有 2 份不同的日志/)
    expect(chained([first, log('2026-03-05', null)]).faults.join()).toContain('分叉')
  })

  it('name the day of the one before as it was', () => {
    const other = aSealedDocument({
      parts: { header: { day: '2026-03-03' } },
      previous: { day: '2026-03-01', seal: first.seal },
    })
    expect(chained([first, other]).faults.join()).toContain('记载的上一份是 2026-03-01 的')
  })

  it('are corrected only after they were signed', () => {
    const early = aSealedDocument({
      format: logCorrectionFormat,
      parts: buildLogCorrection({ day: '2026-03-09', seal: 'a'.repeat(64) }, '漏记', '应为 4 个子站'),
      previous: { day: '2026-03-04', seal: third.seal },
    })
    expect(chained([first, second, third, early]).faults.join()).toContain('所更正的 2026-03-09 日志')
  })

  it('are nothing to worry about where there are none', () => {
    expect(chained([])).toEqual({ seals: [], faults: [], lacksBeginning: false })
  })
})
