import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import type { WebContents } from 'electron'
import type { Answer, Bridge } from '#shared/contract/bridge'
import type { NativeAnswer } from '#shared/contract/native'
import { launch, launchPlainly, stubAppFolder } from './stub-app'

declare global {
  interface Window {
    readonly zhanqun: Bridge
  }
}

/** Electron has it, its types do not. */
type Inspectable = WebContents & { getLastWebPreferences(): unknown }

let folder: string
let app: ElectronApplication
let page: Page

test.beforeAll(async () => {
  folder = stubAppFolder()
  app = await launch(folder)
  page = await app.firstWindow()
})

test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const call = (name: string, input: unknown = null): Promise<Answer> =>
  page.evaluate(([to, value]) => window.zhanqun.call(String(to), value), [name, input])

async function ask(name: string, args: unknown): Promise<NativeAnswer> {
  const answer = await call('native', { ask: name, args })
  expect(answer.ok).toBe(true)
  return (answer as { value: NativeAnswer }).value
}

test('the page shows Chinese from app:// and reaches core through the bridge alone', async () => {
  await expect(page.locator('h1')).toHaveText('子站 栏目 审核 巡查 涉密核查')
  expect(page.url()).toBe('app://console/index.html')
  expect(await call('echo', { 子站: 970 })).toEqual({ ok: true, value: { 子站: 970 } })
  expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual([])
})

/** Sends the page elsewhere and answers whether that was prevented, and where the page is then. */
const refusedNavigation = (url: string) =>
  app.evaluate(async ({ BrowserWindow }, target) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const prevented = new Promise((resolve) =>
      contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented)),
    )
    await contents?.executeJavaScript(`location.assign('${target}')`)
    return [await prevented, contents?.getURL()]
  }, url)

test('core is told the data folder, the default platform and the version', async () => {
  const version: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version
  expect(await call('arguments')).toEqual({
    ok: true,
    value: [
      `--data=${path.join(folder, 'data/store')}`,
      '--platform=http://127.0.0.1:9',
      `--version=${String(version)}`,
    ],
  })
})

test('the page has no network, no inline scripts, no frames and no way to another page', async () => {
  const fetched = await page.evaluate(() => fetch('http://127.0.0.1:9/').then(String, (error: Error) => error.message))
  expect(fetched).toContain('Failed to fetch')
  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.body.append(script)
    return 'ran' in window
  })
  expect(ran).toBe(false)
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull()
  expect(await refusedNavigation('https://example.com/')).toEqual([true, 'app://console/index.html'])
})

test('the page runs sandboxed and isolated', async () => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return (window?.webContents as Inspectable | undefined)?.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  })
})

test('a second console over the same data folder leaves at once', async () => {
  expect(await launchPlainly(folder)).toBe(0)
  expect(await call('echo', '仍在')).toEqual({ ok: true, value: '仍在' })
})

test('nothing outside the page folder is served, however it is spelled', async () => {
  const statuses = await app.evaluate(async ({ net }) => {
    const names = [
      'index.html',
      '../main.cjs',
      '%2e%2e/main.cjs',
      '..%2fpackage.json',
      '..%5cpackage.json',
      'none.js',
      '',
    ]
    const answers = await Promise.all(names.map((name) => net.fetch(`app://console/${name}`)))
    return answers.map((answer) => answer.status)
  })
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404])
})

test('permissions are refused', async () => {
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  const camera = await page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }).then(String, String))
  expect(camera).not.toContain('MediaStream')
})

test('a reloaded page gets a port of its own', async () => {
  await page.reload()
  expect(await call('echo', '重新载入')).toEqual({ ok: true, value: '重新载入' })
})

test('when core dies its open calls are answered, the page is told, and the next call reaches the new core', async () => {
  const restarted = page.evaluate(() => new Promise((resolve) => window.zhanqun.on('core-restarted', resolve)))
  const open = call('never')
  await call('echo')
  expect(await call('die')).toEqual({ ok: false, error: expect.objectContaining({ code: 'unavailable' }) })
  expect(await open).toEqual({ ok: false, error: expect.objectContaining({ code: 'unavailable' }) })
  expect(await call('echo', '又来')).toEqual({ ok: true, value: '又来' })
  expect(await restarted).toEqual({ times: 1 })
})

test('a page becomes a PDF on A4 with no script run', async () => {
  const html = '<meta charset="utf-8"><h1>巡查日志</h1><script>document.write("脚本")</script>'
  const answer = await ask('printPdf', { html, landscape: false })
  expect(answer).toMatchObject({ ok: true })
  const bytes = Buffer.from(Object.values((answer as { value: Record<string, number> }).value))
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('dialogs answer with what was picked, or with nothing', async () => {
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/tmp/甲.docx'] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  })
  const picked = await ask('pickFiles', { title: '选择文件', filters: [], several: true, folders: false })
  expect(picked).toMatchObject({ ok: true, value: ['/tmp/甲.docx'] })
  const saved = await ask('pickSave', { title: '保存', suggested: '巡查日志.pdf', filters: [] })
  expect(saved).toMatchObject({ ok: true, value: null })
})

test('a key is wrapped only where the system has a real key store', async () => {
  const able = await ask('canWrap', {})
  const wrapped = await ask('wrap', { secret: 'c2VjcmV0' })
  expect(wrapped.ok).toBe((able as { value: boolean }).value)
})

test('a question that breaks the contract is refused, and is answered', async () => {
  expect(await ask('format', {})).toMatchObject({ ok: false, error: expect.stringContaining('不存在') })
  expect(await ask('reveal', { path: '/tmp', extra: 1 })).toMatchObject({ ok: false })
  expect(await ask('reveal', { path: 'relative' })).toMatchObject({ ok: false })
})

test('the window is at least 1024×640 and remembers its place', async () => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1100, height: 700 }))
  const file = path.join(folder, 'data/window-place.json')
  await expect
    .poll(() => existsSync(file) && JSON.parse(readFileSync(file, 'utf8')))
    .toMatchObject({ width: 1100, height: 700 })
  await app.close()
  app = await launch(folder)
  page = await app.firstWindow()
  const size = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  expect(size).toMatchObject({ width: 1100, height: 700 })
  const least = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())
  expect(least).toEqual([1024, 640])
})

test('a core that hears nothing does not keep the console from quitting', async () => {
  const folder = stubAppFolder()
  const app = await launch(folder)
  const page = await app.firstWindow()
  await page.evaluate(() => window.zhanqun.call('deafen', null))
  const begun = Date.now()
  await app.close()
  expect(Date.now() - begun).toBeLessThan(20_000)
  rmSync(folder, { recursive: true, force: true })
})
