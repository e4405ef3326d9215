import { isAppError } from '#shared/contract/app-error'
import type { CliCommand } from './command'
import { commands } from './commands'

type Io = Parameters<CliCommand['run']>[1]

const wantsHelp = (word: string | undefined) => word === '--help' || word === '-h' || word === 'help'

function overview(): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length))
  const lines = [...commands.values()].map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return ['用法：zhanqun 命令 [参数…]', '', ...lines, '', '查看某个命令的用法：zhanqun 命令 --help', ''].join('\n')
}

/**
 * Runs the command that the first word names. Exit codes: 0 clean, 1 findings or invalid, 2 wrong usage or could not run.
 */
export async function runCommand([name, ...args]: readonly string[], io: Io): Promise<0 | 1 | 2> {
  const command = name === undefined ? undefined : commands.get(name)
  if (!command) return withoutCommand(name, io)
  if (args.some((word) => word === '--help' || word === '-h')) {
    io.stdout(`${command.usage}\n`)
    return 0
  }
  try {
    return await command.run(args, io)
  } catch (error) {
    io.stderr(`${failure(error)}\n`)
    return 2
  }
}

function withoutCommand(name: string | undefined, io: Io): 0 | 2 {
  if (wantsHelp(name)) {
    io.stdout(overview())
    return 0
  }
  io.stderr(name === undefined ? overview() : `没有命令“${name}”\n\n${overview()}`)
  return 2
}

/** A foreseen fault is a sentence; everything else is a bug and shown with its trace. */
function failure(error: unknown): string {
  if (isAppError(error)) return error.message
  return `未能完成：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
