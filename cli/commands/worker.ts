import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { AppError } from '#shared/contract/app-error'
import { aborted, heedlessOfSignals } from '#cli/until-stopped'
import type { CliCommand } from '#cli/command'
import { numberIn } from '#cli/numbers'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { PageMemoryFile } from '#shared/inspection/known/page-memory-file'
import { startWorker } from '#platform/worker/worker'

const usage = `用法：DATABASE_URL=postgres://… zhanqun worker [--parallel N] [--lease 秒] [--name 名称] [--known 文件]
                                              [--evidence 文件夹] [--attached]

  按平台的任务队列巡查子站。可在任意多台主机上运行任意多个，均连接平台所用的 PostgreSQL。

  --parallel N    同时进行的任务数，每个任务为数十个子站，默认 2
  --lease 秒      进程中断后，其任务经过多久由其他进程接手，默认 60
  --name 名称     便于在记录中辨认，默认为主机名和进程号
  --known 文件    记住各页面的校验信息和内容要点，未变化的页面不再下载；同一主机的进程可共用
  --evidence 文件夹  把问题网页的应答存为 WARC 文件，以 SM3 值命名；各主机应共用一个文件夹
  --attached      标准输入关闭时停止，供启动它的程序使用

停止：Ctrl+C 或 SIGTERM，手中的任务退回队列。`

const options = {
  // The sites of a job are looked at side by side already; another one fills the end of the first.
  parallel: { type: 'string', default: '2' },
  lease: { type: 'string', default: '60' },
  name: { type: 'string', default: `${hostname()}/${process.pid}` },
  known: { type: 'string' },
  evidence: { type: 'string' },
  attached: { type: 'boolean', default: false },
} as const

function settingsFrom(args: readonly string[]) {
  const { DATABASE_URL: databaseUrl } = process.env
  if (!databaseUrl) throw new AppError('invalid', `请用环境变量 DATABASE_URL 指明平台的数据库\n\n${usage}`)
  const { values } = parse(args)
  const parallel = numberIn('parallel', values.parallel, [1, 64], usage)
  const leaseMs = numberIn('lease', values.lease, [1, 3600], usage) * 1000
  const { name, known, evidence, attached: isAttached } = values
  return { databaseUrl, parallel, leaseMs, name, known, evidence, isAttached }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options })
  } catch (error) {
    throw new AppError('invalid', `${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** Resolves when whoever wrote to it is gone, killed or not. */
async function ended(input: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of input) void chunk
}

export const command: CliCommand = {
  name: 'worker',
  summary: '运行平台的工作进程（按任务队列巡查子站，可多台主机同时运行）',
  usage,
  run: (args, { stdout, stderr, stdin, signal }) =>
    heedlessOfSignals<0>(async () => {
      const { isAttached, known, evidence, ...settings } = settingsFrom(args)
      const memory = known === undefined ? undefined : PageMemoryFile.open(known, new Date())
      const worker = await startWorker({
        ...settings,
        ...(memory === undefined ? {} : { memory }),
        ...(evidence === undefined ? {} : { evidence: new EvidenceFolder(evidence) }),
        tell: (text) => stderr(`${text}\n`),
      })
      stdout(`工作进程已启动：${settings.name}\n`)
      await Promise.race([aborted(signal), ...(isAttached ? [ended(stdin)] : [])])
      stderr('正在停止，手中的任务退回队列……\n')
      await worker.close()
      memory?.close()
      return 0
    }),
}
