import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { CliCommand } from '#cli/command'
import { AppError, isAppError } from '#shared/contract/app-error'
import { sharedCauses } from '#shared/inspection/group-by-cause'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { defaultPlan } from '#shared/inspection/plan'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { readPlanFile } from '#shared/inspection/plan-file'
import { orderOf, type RunOrder } from '#shared/inspection/run/open-run'
import { RunFile } from '#shared/inspection/run/run-file'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'
import { manualCheckItems } from '#shared/domain/manual-checks'

interface Order extends RunOrder {
  readonly format: 'json' | 'text'
  readonly file: RunFile | undefined
  readonly evidence: string | undefined
  readonly checklist: boolean
}

const usage = `用法：zhanqun inspect 网址… [--plan 文件] [--run 文件] [--evidence 文件夹] [--format json|text]
                       [--checklist]
      zhanqun inspect --resume 文件 [--evidence 文件夹] [--format json|text]

  网址           站点首页，以 http:// 或 https:// 开头，可写多个
  --plan 文件    JSON 巡查方案，写出的部分覆盖默认方案；hosts 把主机映射到 127.0.0.1:端口，
                 sites 给出登记信息（url、code、name、regionCode、columns）供比对
  --run 文件     把巡查过程记入文件；中断后可用 --resume 从断点继续，已访问的网址不再访问
  --resume 文件  继续文件中的巡查，网址和方案以当时的为准；巡查正常结束后文件保留，再次继续只输出结果
  --evidence     把每个问题的网页应答存为 WARC 文件（ISO 28500），以 SM3 值命名
  --format       text（默认）便于阅读；json 供程序读取：一个网址输出一个对象
                 {site, startedAt, finishedAt, pages, links, findings: [{indicator, severity, url, detail, evidence}]}，
                 pages、links 为页面数和链接数；多个网址输出由这些对象组成的数组；
                 未能巡查的站点另有 failure，说明原因
  --checklist    另外列出官方指标中须由人核对的事项（json 中为 checklist），以及首页基线
                 （json 中为 baseline，写入方案的 sites 后，以后的巡查据此发现首页被替换）

  方案可写 preset，从地方规定起步：fujian、baoding、xinglongtai、meteorology、strict

退出码：0 未发现问题；1 发现问题（含提示）；2 用法有误，或有站点因本机原因未能巡查`

/** `zhanqun inspect`: inspects sites without a window. */
export const command: CliCommand = {
  name: 'inspect',
  summary: '巡查网站：可访问性、更新、页脚要素、标识码、链接',
  usage,
  run: async (args, io) => {
    try {
      const { file, ...order } = await readOrder(args)
      try {
        const results = await inspect({ ...order, file }, io.signal)
        io.stdout(order.format === 'json' ? jsonOf(results, order.checklist) : textOf(results, order.checklist))
        return exitCodeOf(results)
      } finally {
        file?.close()
      }
    } catch (error) {
      if (!isAppError(error)) throw error
      io.stderr(`${error.message}\n`)
      return 2
    }
  },
}

const inspect = ({ targets, plan, file, evidence }: Order, signal: AbortSignal): Promise<SiteInspection[]> =>
  inspectSites(targets, plan, {
    now: () => new Date(),
    signal,
    ...(file === undefined ? {} : { file }),
    ...(evidence === undefined ? {} : { evidence: new EvidenceFolder(evidence) }),
  })

async function readOrder(args: readonly string[]): Promise<Order> {
  const { values, positionals } = argumentsOf(args)
  const { format = 'text', resume, evidence, checklist = false } = values
  if (format !== 'json' && format !== 'text')
    throw new AppError('invalid', `--format 只能是 json 或 text，不能是 ${format}`)
  if (resume !== undefined) return { ...resumed(resume, positionals, values.plan), format, evidence, checklist }
  if (positionals.length === 0) throw new AppError('invalid', `请写出要巡查的网址。\n\n${usage}`)
  const { plan: planPath } = values
  const { plan, sites } =
    planPath === undefined ? { plan: defaultPlan, sites: [] } : readPlanFile(await textOfFile(planPath))
  const file = values.run === undefined ? undefined : RunFile.open(values.run)
  return { plan, targets: positionals.map((url) => targetOf(url, sites)), format, file, evidence, checklist }
}

function resumed(
  path: string,
  urls: readonly string[],
  plan: string | undefined,
): RunOrder & { readonly file: RunFile } {
  if (urls.length > 0 || plan !== undefined)
    throw new AppError('invalid', `--resume 按文件中的网址和方案继续，不能再写网址或 --plan。\n\n${usage}`)
  if (!existsSync(path)) throw new AppError('invalid', `没有巡查运行文件 ${path}；请检查路径`)
  const file = RunFile.open(path)
  const order = orderOf(file)
  if (order !== undefined) return { ...order, file }
  file.close()
  throw new AppError('invalid', `${path} 中没有可以继续的巡查`)
}

function argumentsOf(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { plan: text, format: text, run: text, resume: text, evidence: text, checklist: { type: 'boolean' } },
    })
  } catch (error) {
    throw new AppError('invalid', `参数有误：${error instanceof Error ? error.message : ''}\n\n${usage}`)
  }
}

async function textOfFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    throw new AppError('invalid', `无法读取巡查方案文件 ${path}；请检查路径和权限`)
  }
}

/** The site's registry entry, where the plan file carries one. */
function targetOf(url: string, sites: readonly SiteTarget[]): SiteTarget {
  const sameSite = (other: string): boolean =>
    URL.canParse(url) && URL.canParse(other) && new URL(url).href === new URL(other).href
  return { ...sites.find((site) => sameSite(site.url)), url }
}

function exitCodeOf(results: readonly SiteInspection[]): 0 | 1 | 2 {
  if (results.some(({ failure }) => failure !== undefined)) return 2
  return results.some(({ findings }) => findings.length > 0) ? 1 : 0
}

function jsonOf(results: readonly SiteInspection[], checklist: boolean): string {
  const printed = results.map(({ site, startedAt, finishedAt, pages, links, findings, failure, baseline }) => ({
    site,
    startedAt,
    finishedAt,
    pages,
    links,
    findings,
    ...(failure === undefined ? {} : { failure }),
    ...(checklist ? { baseline, checklist: manualCheckItems } : {}),
  }))
  return `${JSON.stringify(printed.length === 1 ? printed[0] : printed, null, 2)}\n`
}

const severityNames = { veto: '否决', deduct: '扣分', hint: '提示' } as const

function textOf(results: readonly SiteInspection[], checklist: boolean): string {
  return `${[...results.map(siteText), ...sharedText(results), ...(checklist ? [checklistText()] : [])].join('\n\n')}\n`
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

function sharedText(results: readonly SiteInspection[]): string[] {
  const causes = sharedCauses(results)
  if (causes.length === 0) return []
  return [
    ['多个站点共有的问题链接', ...causes.map(({ finding, sites }) => `  ${finding.url}：${sites.length} 个站点`)].join(
      '\n',
    ),
  ]
}
