import path from 'node:path'
import { app, MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from 'electron'
import { corePort, coreGone, type PortHandover } from '#shared/contract/window-channel'
import { coreArguments, type CoreArguments, type EndWanted, type Stirred } from '#shared/contract/native'
import { type WindowPort } from '#shared/contract/bridge'
import { failuresAfter, restartDelay } from './restart-delay'

/** Core in its own process: started again whenever it dies, and joined to every window by a port. */
export interface CoreProcess {
  /** Gives a window a port to core, now or as soon as there is a core. */
  connect(contents: WebContents): void
  /** Passes on what nobody asked for; while there is no core, nobody needs to know. */
  tell(message: Stirred): void
  /** Asks core to close its store and end, and waits a while for that; resolves at once where there is none. */
  stop(): Promise<void>
}

/** Closing a province's store takes some tenths of a second; whoever quits must not wait for what hangs. */
const longestEndMs = 4_000

interface Options {
  readonly args: CoreArguments
  /** Answers what core asks over its parent port. */
  readonly onMessage: (message: unknown, answer: (message: unknown) => void) => void
}

export function startCore({ args, onMessage }: Options): CoreProcess {
  const windows = new Set<WebContents>()
  let child: UtilityProcess | undefined
  let failures = 0
  let restarts = 0
  let isStopping = false

  function start(): void {
    const startedAt = Date.now()
    const started = fork(args)
    started.on('message', (message: unknown) => onMessage(message, (answer) => started.postMessage(answer)))
    started.once('spawn', () => {
      child = started
      windows.forEach(join)
    })
    started.once('exit', (code) => restart(code, Date.now() - startedAt))
  }

  function restart(code: number, lived: number): void {
    child = undefined
    if (isStopping) return
    windows.forEach((contents) => contents.send(coreGone))
    failures = failuresAfter(failures, lived)
    restarts += 1
    console.error(`core ended with code ${code} after ${lived} ms; starting it again in ${restartDelay(failures)} ms`)
    setTimeout(start, restartDelay(failures))
  }

  function join(contents: WebContents): void {
    const { port1, port2 } = new MessageChannelMain()
    const window: WindowPort = { port: 'window', window: contents.id }
    const handover: PortHandover = { restarts }
    child?.postMessage(window, [port1])
    contents.postMessage(corePort, handover, [port2])
  }

  function connect(contents: WebContents): void {
    if (!windows.has(contents)) contents.once('destroyed', () => windows.delete(contents))
    windows.add(contents)
    if (child) join(contents)
  }

  async function stop(): Promise<void> {
    isStopping = true
    const ending = child
    if (!ending) return
    const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
    const end: EndWanted = { end: 'core' }
    ending.postMessage(end)
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, longestEndMs))])
    ending.kill()
  }

  start()
  return { connect, tell: (message) => child?.postMessage(message), stop }
}

function fork(args: CoreArguments): UtilityProcess {
  const file = path.join(app.getAppPath(), 'core.mjs')
  const flags = coreArguments.map((name) => `--${name}=${args[name]}`)
  return utilityProcess.fork(file, flags, { serviceName: 'zhanqun-core', stdio: 'inherit' })
}
