import { readdir, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import type { FileHit, FileVerdict } from '#shared/content-check/file-verdict'
import { nationalPack } from '#shared/content-check/packs'
import { AppError, isAppError } from '#shared/contract/app-error'
import type { CliCommand } from '#cli/command'

type Io = Parameters<CliCommand['run']>[1]
type Format = 'jsonl' | 'text'

export const command: CliCommand = {
  name: 'check',
  summary: '核查文件或文件夹中不宜公开的内容（国家秘密标志、内部标志、个人信息、错字）',
  usage: `zhanqun check 文件|文件夹|- … [--format jsonl|text] [--detail]

  -          核查标准输入
  --format   text（默认）供阅读；jsonl 每个文件一行 {file, hits, unreadable?}
  --detail   jsonl 另附提取器及版本、规则包版本、覆盖范围、注意事项 {extractor, packVersion, coverage, notes?}

退出码：0 无命中；1 有命中或有文件无法读取；2 用法错误或无法运行`,
  async run(args, io) {
    try {
      return await check(parsed(args), io)
    } catch (error) {
      io.stderr(`${isAppError(error) ? error.message : String(error)}\n`)
      return 2
    }
  },
}

function parsed(args: readonly string[]): { places: readonly string[]; format: Format; detail: boolean } {
  const { values, positionals } = parsedArgs(args)
  const { format, detail } = values
  if (positionals.length === 0) throw new AppError('invalid', `请指明要核查的文件或文件夹\n\n${command.usage}`)
  if (format !== 'jsonl' && format !== 'text')
    throw new AppError('invalid', `不支持的格式 ${format}，请用 jsonl 或 text`)
  return { places: positionals, format, detail }
}

function parsedArgs(args: readonly string[]) {
  const options = { format: { type: 'string', default: 'text' }, detail: { type: 'boolean', default: false } } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    throw new AppError('invalid', `参数有误：${fault}\n\n${command.usage}`)
  }
}

async function check({ places, format, detail }: ReturnType<typeof parsed>, io: Io): Promise<0 | 1> {
  const files = (await Promise.all(places.map(filesAt))).flat()
  const checker = createFileChecker({ concurrency: availableParallelism() })
  let isClean = true
  try {
    for await (const verdict of verdictsInOrder(files, checker, io)) {
      isClean &&= verdict.hits.length === 0 && verdict.unreadable === undefined
      io.stdout(format === 'jsonl' ? `${jsonLine(verdict, detail)}\n` : textLines(verdict))
    }
  } finally {
    checker.close()
  }
  return isClean ? 0 : 1
}

async function filesAt(place: string): Promise<string[]> {
  if (place === '-') return [place]
  const found = await stat(place).catch(() => {
    throw new AppError('not-found', `找不到 ${place}，请检查路径`)
  })
  if (!found.isDirectory()) return [place]
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  return files.sort()
}

/** Verdicts in the order of the files, while those ahead are already being read. */
async function* verdictsInOrder(files: readonly string[], checker: FileChecker, io: Io): AsyncGenerator<FileVerdict> {
  const ahead = availableParallelism() * 2
  const started: Promise<readonly FileVerdict[]>[] = []
  for (let index = 0; index < files.length; index++) {
    for (let next = started.length; next < Math.min(index + ahead, files.length); next++)
      started.push(startCheck(files[next] as string, checker, io))
    yield* (await started[index]) ?? []
  }
}

function startCheck(file: string, checker: FileChecker, io: Io): Promise<readonly FileVerdict[]> {
  const source = file === '-' ? standardInput(io).then((bytes) => ({ bytes })) : Promise.resolve({ path: file })
  const verdicts = source.then((from) => checker.check({ file, source: from, signal: io.signal }))
  // A failure is met when its turn comes; until then it must not count as unhandled.
  verdicts.catch(() => undefined)
  return verdicts
}

async function standardInput({ stdin }: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function jsonLine(verdict: FileVerdict, detail: boolean): string {
  const { file, hits, unreadable, ...rest } = verdict
  const line = { file, hits: hits.map(plainHit), ...(unreadable !== undefined && { unreadable }) }
  return JSON.stringify(detail ? { ...line, ...rest } : line)
}

const plainHit = ({ rule, severity, start, end, text, part }: FileHit) => ({ rule, severity, start, end, text, part })

const severities = { block: '拦截', review: '复核', hint: '提示' } as const
const titles = new Map(nationalPack.rules.map(({ id, title }) => [id, title]))

function textLines({ file, hits, unreadable, notes = [] }: FileVerdict): string {
  const noted = notes.map((note) => `  注意  ${note}\n`)
  if (hits.length === 0 && unreadable === undefined) return `${file}\t无命中\n${noted.join('')}`
  const lines = hits.map((hit) => `  ${severities[hit.severity]}  ${titles.get(hit.rule) ?? hit.rule}  ${place(hit)}\n`)
  return [`${file}\n`, ...(unreadable === undefined ? [] : [`  ${unreadable}\n`]), ...noted, ...lines].join('')
}

const place = ({ part, start, end, before, text, after }: FileHit) =>
  `[${part} ${start}-${end}]  ${`${before}【${text}】${after}`.replace(/\s+/g, ' ')}`
