import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BenchContext } from '../bench'
import { runElectron, type ElectronRun } from './electron-run'

/** What the bare app says when its window has something to show. */
export const isReadyToShow = 'ready-to-show'

const main = `
const { app, BrowserWindow } = require('electron')
const path = require('node:path')
app.setPath('userData', process.env.BARE_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, useContentSize: true, show: false })
  window.once('ready-to-show', () => {
    window.show()
    process.stdout.write('${isReadyToShow}\\n')
  })
  window.loadFile(path.join(__dirname, 'index.html'))
})
app.on('window-all-closed', () => app.quit())
`

/** The page is tall and empty, so that scrolling it costs what scrolling costs. */
const page = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>空窗口</title>
<style>body { margin: 0 } main { height: 4000000px }</style></head><body><main>空窗口</main></body></html>`

/** The least that an Electron app can be: one window with one line of text. */
export function runBareElectron({ electron, out }: BenchContext): Promise<ElectronRun> {
  const app = path.join(out, 'bare')
  mkdirSync(app, { recursive: true })
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.cjs' }))
  writeFileSync(path.join(app, 'main.cjs'), main)
  writeFileSync(path.join(app, 'index.html'), page)
  return runElectron({
    electron,
    app,
    address: pathToFileURL(app).href,
    env: { BARE_DATA: path.join(out, 'bare-data') },
  })
}
