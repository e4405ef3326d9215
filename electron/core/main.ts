import { Value } from '@sinclair/typebox/value'
import { WindowPort } from '#shared/contract/bridge'
import { coreArguments, EndWanted, Stirred, type CoreArguments } from '#shared/contract/native'
import { createConsole } from './console'
import { serveWindow } from './dispatcher'
import { createNative } from './native'

function argumentsOf(argv: readonly string[]): CoreArguments {
  const valueOf = (name: string) => argv.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3) ?? ''
  return Object.fromEntries(coreArguments.map((name) => [name, valueOf(name)])) as CoreArguments
}

function start(): void {
  const { parentPort } = process
  if (!parentPort) throw new Error('core runs as a utilityProcess of the console')
  const { data, platform } = argumentsOf(process.argv)
  if (data === '') throw new Error('core was started without --data')
  const console = createConsole({ dataDir: data, platform, native: createNative(parentPort) })

  parentPort.on('message', ({ data: message, ports: [port] }) => {
    if (port && Value.Check(WindowPort, message)) serveWindow(console, port)
    if (Value.Check(Stirred, message)) console.stir(message.stir)
    if (Value.Check(EndWanted, message)) end()
  })
  process.on('uncaughtException', (error) => {
    console.report(error)
    process.exit(1)
  })
  process.on('unhandledRejection', (error) => console.report(error))
  const end = () => void console.close().finally(() => process.exit(0))
  process.once('SIGTERM', end)
}

start()
