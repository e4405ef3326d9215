import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Answer, Bridge } from '#shared/contract/bridge'
import type { DeskCalls, Input, Output } from '#shared/contract/desk'

declare global {
  interface Window {
    readonly zhanqun: Bridge
  }
}

/** The smallest screen that the console is made for. */
const screen = { width: 1366, height: 768 }

export interface ConsoleOptions {
  /** Address offered at sign-in. */
  readonly platform: string
  /** Folder of everything it keeps; a fresh one where none is named. */
  readonly data?: string
  /** Another build than the one under test. */
  readonly app?: string
}

/** The real console in a real Electron, as on one workstation. */
export class ConsoleApp {
  private electron: ElectronApplication | undefined
  private window: Page | undefined

  private constructor(
    readonly data: string,
    private readonly platform: string,
    private build: string,
  ) {}

  static async open({ platform, data = freshFolder(), app }: ConsoleOptions): Promise<ConsoleApp> {
    const console = new ConsoleApp(data, platform, app ?? fromEnvironment('ZHANQUN_APP'))
    await console.open()
    return console
  }

  get page(): Page {
    if (!this.window) throw new Error('the console is closed')
    return this.window
  }

  get app(): ElectronApplication {
    if (!this.electron) throw new Error('the console is closed')
    return this.electron
  }

  /** Opens it (again) over the same data. */
  async open(): Promise<void> {
    this.electron = await _electron.launch({
      executablePath: fromEnvironment('ZHANQUN_ELECTRON'),
      args: [...rootFlags(), this.build],
      env: { ...definedEnvironment(), ZHANQUN_DATA: this.data, ZHANQUN_PLATFORM: this.platform },
    })
    this.window = await this.electron.firstWindow()
    await this.electron.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    }, screen)
    await this.window.waitForFunction(({ width }) => window.innerWidth === width, screen)
  }

  /** Closes it and opens another build over the same data. */
  async replace(app: string): Promise<void> {
    await this.close()
    this.build = app
    await this.open()
  }

  async close(): Promise<void> {
    await this.electron?.close()
    this.forget()
  }

  /** Ends window, main process and core at once, with nobody given time to save anything. */
  async kill(): Promise<void> {
    const child = this.app.process()
    const ended = once(child, 'exit')
    // Electron leads a process group of its own, in which everything it starts lives.
    process.kill(-(child.pid ?? 0), 'SIGKILL')
    await ended
    this.forget()
  }

  /** Closes it and removes its data. */
  async remove(): Promise<void> {
    await this.close()
    rmSync(this.data, { recursive: true, force: true })
  }

  private forget(): void {
    this.electron = undefined
    this.window = undefined
  }

  /** Asks core over the same bridge as the page does, to look at what the page shows from the other side. */
  async ask<C extends keyof DeskCalls>(call: C, input: Input<DeskCalls[C]>): Promise<Output<DeskCalls[C]>> {
    const answer: Answer = await this.page.evaluate(([name, value]) => window.zhanqun.call(name, value), [
      call,
      input,
    ] as const)
    if (!answer.ok) throw new Error(`${call}: ${answer.error.message}`)
    return answer.value as Output<DeskCalls[C]>
  }

  /** The window's content as it is once nothing moves any more, without pointer or focus in it. */
  async picture(file: string): Promise<void> {
    await this.page.mouse.move(screen.width / 2, 0)
    await this.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    await this.untilStill()
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
  }

  /** Until nothing loads and nothing moves any more. */
  async untilStill(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document.querySelector('[aria-busy=true]') === null &&
        document.getAnimations().every(({ playState }) => playState !== 'running'),
    )
  }

  /** The next "save as" is answered with this file. */
  saveAs(file: string): Promise<void> {
    return this.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
  }

  /** The next "open" is answered with these files. */
  pick(files: readonly string[]): Promise<void> {
    return this.app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] })
    }, files)
  }
}

const freshFolder = () => mkdtempSync(path.join(os.tmpdir(), 'zhanqun-e2e-'))

function fromEnvironment(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the tests through npm test`)
  return value
}

// Chromium refuses to sandbox for root.
const rootFlags = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
