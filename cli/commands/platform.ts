import path from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '#shared/contract/app-error'
import type { CliCommand } from '#cli/command'
import { numberIn } from '#cli/numbers'
import { startOwnWorkers } from '#cli/own-workers'
import { aborted, heedlessOfSignals } from '#cli/until-stopped'
import { demoCompanion } from '#platform/demo-companion'
import { startPlatform } from '#platform/start'

const usage = `用法：zhanqun platform [--demo] [--port N] [--data DIR] [--scale X] [--pages-port N] [--workers N]

  --port N        平台端口，默认 7100；0 为任意空闲端口
  --data DIR      数据目录，默认 ./zhanqun-data；设置了环境变量 DATABASE_URL 时用其所指的 PostgreSQL
  --demo          数据库为空时建立演示省份，并提供各子站的公开页面
  --scale X       演示省份的规模倍数，可带小数，默认 1；10.31 为一万个子站
  --pages-port N  公开页面的端口，默认为平台端口加 1
  --workers N     随平台启动的工作进程数，默认 0；其他主机上另用 zhanqun worker

停止：Ctrl+C 或 SIGTERM，正在处理的请求完成后退出。`

const options = {
  demo: { type: 'boolean', default: false },
  port: { type: 'string', default: '7100' },
  data: { type: 'string', default: 'zhanqun-data' },
  scale: { type: 'string', default: '1' },
  'pages-port': { type: 'string' },
  workers: { type: 'string', default: '0' },
} as const

function scaleFrom(text: string): number {
  const value = Number(text)
  if (value > 0 && value <= 1000) return value
  throw new AppError('invalid', `--scale 须为大于 0、不超过 1000 的数，现为“${text}”\n\n${usage}`)
}

function settingsFrom(args: readonly string[]) {
  const { values } = parse(args)
  const port = numberIn('port', values.port, [0, 65_535], usage)
  const besides = port === 0 ? '0' : String(port + 1)
  return {
    port,
    pagesPort: numberIn('pages-port', values['pages-port'] ?? besides, [0, 65_535], usage),
    scale: scaleFrom(values.scale),
    workers: numberIn('workers', values.workers, [0, 64], usage),
    dataDir: path.resolve(values.data),
    demo: values.demo,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options })
  } catch (error) {
    throw new AppError('invalid', `${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

type Io = Parameters<CliCommand['run']>[1]

export const command: CliCommand = {
  name: 'platform',
  summary: '运行平台（管理接口、数据库，可带演示省份）',
  usage,
  run: (args, io) => heedlessOfSignals(() => run(args, io)),
}

async function run(args: readonly string[], { stdout, stderr, signal }: Io): Promise<0> {
  const { demo, scale, pagesPort, dataDir, port, workers } = settingsFrom(args)
  const tell = (text: string) => stderr(`${text}\n`)
  const folder = path.join(dataDir, 'demo')
  const companion = demo ? demoCompanion({ scale, port: pagesPort, folder, tell }) : undefined
  const { DATABASE_URL: databaseUrl } = process.env
  const platform = await startPlatform({ databaseUrl, dataDir, port, companion })
  const own = startOwnWorkers(
    workers,
    { databaseUrl: platform.databaseUrl, folder: path.join(dataDir, 'inspection') },
    tell,
  )
  stdout(`平台已启动：${platform.url}\n`)
  await aborted(signal)
  stderr('正在停止……\n')
  await own.close()
  await platform.close()
  return 0
}
