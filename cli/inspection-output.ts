import { manualCheckItems } from '#shared/domain/manual-checks'
import { sharedCauses } from '#shared/inspection/group-by-cause'
import type { SiteInspection } from '#shared/inspection/site-inspection'

/** What was seen of each site, read from the run's file one by one. */
export type Results = Iterable<SiteInspection>

/** How results are printed. */
export interface Printing {
  readonly format: 'json' | 'text'
  readonly checklist: boolean
  /** How many sites were asked for: one alone is no list. */
  readonly sites: number
}

/** Pieces of what is printed, one site after the other. */
export const printed = (results: Results, printing: Printing): Generator<string> =>
  printing.format === 'json' ? jsonOf(results, printing) : textOf(results, printing)

export function exitCodeOf(results: Results): 0 | 1 | 2 {
  let code: 0 | 1 = 0
  for (const { failure, findings } of results) {
    if (failure !== undefined) return 2
    if (findings.length > 0) code = 1
  }
  return code
}

function* jsonOf(results: Results, { checklist, sites }: Printing): Generator<string> {
  const isOne = sites === 1
  let lead = isOne ? '' : '[\n'
  for (const { site, startedAt, finishedAt, pages, links, findings, failure, baseline } of results) {
    const one = {
      ...{ site, startedAt, finishedAt, pages, links, findings },
      ...(failure === undefined ? {} : { failure }),
      ...(checklist ? { baseline, checklist: manualCheckItems } : {}),
    }
    const text = JSON.stringify(one, null, 2)
    yield lead + (isOne ? text : text.replace(/^/gm, '  '))
    lead = ',\n'
  }
  yield isOne ? '\n' : '\n]\n'
}

const severityNames = { veto: '否决', deduct: '扣分', hint: '提示' } as const

function* textOf(results: Results, { checklist }: Printing): Generator<string> {
  let lead = ''
  for (const part of textParts(results, checklist)) {
    yield lead + part
    lead = '\n\n'
  }
  yield '\n'
}

function* textParts(results: Results, checklist: boolean): Generator<string> {
  for (const inspection of results) yield siteText(inspection)
  yield* sharedText(results)
  if (checklist) yield checklistText()
}

const checklistText = (): string =>
  ['须由人核对的事项', ...manualCheckItems.map(({ item, look }) => `  ${item} ${look}`)].join('\n')

function siteText({ site, pages, links, findings, failure }: SiteInspection): string {
  if (failure !== undefined) return `${site}\n  未巡查：${failure}`
  const summary = findings.length === 0 ? '未发现问题' : `发现 ${findings.length} 个问题`
  const lines = findings.map(
    ({ severity, indicator, detail, url }) => `  [${severityNames[severity]}] ${indicator} ${detail}\n         ${url}`,
  )
  return [`${site}\n  ${summary}；已看 ${pages} 个页面、${links} 个链接`, ...lines].join('\n')
}

function sharedText(results: Results): string[] {
  const causes = sharedCauses(results)
  if (causes.length === 0) return []
  return [
    ['多个站点共有的问题链接', ...causes.map(({ finding, sites }) => `  ${finding.url}：${sites.length} 个站点`)].join(
      '\n',
    ),
  ]
}
