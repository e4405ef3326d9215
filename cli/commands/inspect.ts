import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { CliCommand } from '#cli/command'
import { exitCodeOf, printed, type Results } from '#cli/inspection-output'
import { AppError, isAppError } from '#shared/contract/app-error'
import { inspectSites, type SiteProgress } from '#shared/inspection/inspect-sites'
import { PageMemoryFile } from '#shared/inspection/known/page-memory-file'
import { defaultPlan } from '#shared/inspection/plan'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { readPlanFile } from '#shared/inspection/plan-file'
import { orderOf, type RunOrder } from '#shared/inspection/run/open-run'
import { finishedSite } from '#shared/inspection/run/finished-sites'
import { RunFile } from '#shared/inspection/run/run-file'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { SiteTarget } from '#shared/inspection/target'

interface Order extends RunOrder {
  readonly format: 'json' | 'text'
  readonly file: RunFile
  readonly evidence: string | undefined
  /** File of the pages that are known from earlier runs. */
  readonly known: string | undefined
  readonly checklist: boolean
}

const usage = `用法：zhanqun inspect 网址… [--plan 文件] [--run 文件] [--evidence 文件夹] [--known 文件]
                       [--format json|text] [--checklist]
      zhanqun inspect --resume 文件 [--evidence 文件夹] [--format json|text]

  网址           站点首页，以 http:// 或 https:// 开头，可写多个
  --plan 文件    JSON 巡查方案，写出的部分覆盖默认方案；hosts 把主机映射到 127.0.0.1:端口，
                 sites 给出登记信息（url、code、name、regionCode、columns）供比对
  --run 文件     把巡查过程记入文件；中断后可用 --resume 从断点继续，已访问的网址不再访问
  --resume 文件  继续文件中的巡查，网址和方案以当时的为准；巡查正常结束后文件保留，再次继续只输出结果
  --evidence     把每个问题的网页应答存为 WARC 文件（ISO 28500），以 SM3 值命名
  --known 文件   记住各页面的校验信息和内容要点；下次巡查时未变化的页面不再下载和解析
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
        for (const text of printed(results, { ...order, sites: order.targets.length })) {
          io.stdout(text)
          await io.drained?.()
        }
        return exitCodeOf(results)
      } finally {
        file.close()
      }
    } catch (error) {
      if (!isAppError(error)) throw error
      io.stderr(`${error.message}\n`)
      return 2
    }
  },
}

async function inspect({ targets, plan, file, evidence, known }: Order, signal: AbortSignal): Promise<Results> {
  const now = new Date()
  const memory = known === undefined ? undefined : PageMemoryFile.open(known, now)
  const failed = new Map<string, SiteInspection>()
  const onProgress = ({ inspection }: SiteProgress): void => {
    if (inspection?.failure !== undefined) failed.set(inspection.target.url, inspection)
  }
  try {
    await inspectSites(targets, plan, {
      now: () => new Date(),
      signal,
      file,
      isReturningNothing: true,
      onProgress,
      ...(memory === undefined ? {} : { memory }),
      ...(evidence === undefined ? {} : { evidence: new EvidenceFolder(evidence) }),
    })
  } finally {
    memory?.close()
  }
  return {
    *[Symbol.iterator]() {
      for (const [place, { url }] of targets.entries()) {
        const inspection = finishedSite(file, place) ?? failed.get(new URL(url).href)
        if (inspection !== undefined) yield inspection
      }
    },
  }
}

async function readOrder(args: readonly string[]): Promise<Order> {
  const { values, positionals } = argumentsOf(args)
  const { format = 'text', resume, evidence, known, checklist = false } = values
  if (format !== 'json' && format !== 'text')
    throw new AppError('invalid', `--format 只能是 json 或 text，不能是 ${format}`)
  if (resume !== undefined) return { ...resumed(resume, positionals, values.plan), format, evidence, known, checklist }
  if (positionals.length === 0) throw new AppError('invalid', `请写出要巡查的网址。\n\n${usage}`)
  const { plan: planPath } = values
  const { plan, sites } =
    planPath === undefined ? { plan: defaultPlan, sites: [] } : readPlanFile(await textOfFile(planPath))
  const file = values.run === undefined ? RunFile.temporary() : RunFile.open(values.run)
  const targets = positionals.map((url) => targetOf(url, sites))
  return { plan, targets, format, file, evidence, known, checklist }
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
      options: {
        plan: text,
        format: text,
        run: text,
        resume: text,
        evidence: text,
        known: text,
        checklist: { type: 'boolean' },
      },
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
