import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { CliCommand } from '#cli/command'
import { AppError, isAppError } from '#shared/contract/app-error'
import { sharedCauses } from '#shared/inspection/group-by-cause'
import { inspectSites } from '#shared/inspection/inspect-sites'
import { defaultPlan } from '#shared/inspection/plan'
import { readPlanFile, type PlanFile } from '#shared/inspection/plan-file'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'

interface Order extends PlanFile {
  readonly targets: readonly SiteTarget[]
  readonly format: 'json' | 'text'
}

const usage = `用法：zhanqun inspect 网址… [--plan 文件] [--format json|text]

  网址           站点首页，以 http:// 或 https:// 开头，可写多个
  --plan 文件    JSON 巡查方案，写出的部分覆盖默认方案；hosts 把主机映射到 127.0.0.1:端口，
                 sites 给出登记信息（url、code、name、regionCode、columns）供比对
  --format       text（默认）便于阅读；json 供程序读取：一个网址输出一个对象
                 {site, startedAt, finishedAt, pages, links, findings: [{indicator, severity, url, detail, evidence}]}，
                 pages、links 为页面数和链接数；多个网址输出由这些对象组成的数组；
                 未能巡查的站点另有 failure，说明原因

退出码：0 未发现问题；1 发现问题（含提示）；2 用法有误，或有站点因本机原因未能巡查`

/** `zhanqun inspect`: inspects sites without a window. */
export const command: CliCommand = {
  name: 'inspect',
  summary: '巡查网站：可访问性、更新、页脚要素、标识码、链接',
  usage,
  run: async (args, io) => {
    try {
      const order = await readOrder(args)
      const results = await inspectSites(order.targets, order.plan, { now: () => new Date(), signal: io.signal })
      io.stdout(order.format === 'json' ? jsonOf(results) : textOf(results))
      return exitCodeOf(results)
    } catch (error) {
      if (!isAppError(error)) throw error
      io.stderr(`${error.message}\n`)
      return 2
    }
  },
}

async function readOrder(args: readonly string[]): Promise<Order> {
  const { values, positionals } = argumentsOf(args)
  const { plan: planPath, format = 'text' } = values
  if (positionals.length === 0) throw new AppError('invalid', `请写出要巡查的网址。\n\n${usage}`)
  if (format !== 'json' && format !== 'text')
    throw new AppError('invalid', `--format 只能是 json 或 text，不能是 ${format}`)
  const file = planPath === undefined ? { plan: defaultPlan, sites: [] } : readPlanFile(await textOfFile(planPath))
  return { ...file, format, targets: positionals.map((url) => targetOf(url, file.sites)) }
}

function argumentsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { plan: { type: 'string' }, format: { type: 'string' } },
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

function jsonOf(results: readonly SiteInspection[]): string {
  const printed = results.map(({ site, startedAt, finishedAt, pages, links, findings, failure }) => ({
    site,
    startedAt,
    finishedAt,
    pages,
    links,
    findings,
    ...(failure === undefined ? {} : { failure }),
  }))
  return `${JSON.stringify(printed.length === 1 ? printed[0] : printed, null, 2)}\n`
}

const severityNames = { veto: '否决', deduct: '扣分', hint: '提示' } as const

function textOf(results: readonly SiteInspection[]): string {
  return `${[...results.map(siteText), ...sharedText(results)].join('\n\n')}\n`
}

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
