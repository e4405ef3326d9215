import path from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { pageUrl } from './app-protocol'
import { inDataFolder } from './data-folder'
import { boundsFor, readPlace, smallest, writePlace, type WindowPlace } from './window-place'

/** Opens a window of the console where the last one was; another one a step aside, so that both are seen. */
export function openConsoleWindow(url = pageUrl): BrowserWindow {
  const place = besideOthers(readPlace(placeFile()))
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...boundsFor(place, areas),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: '站群管理台',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17191d' : '#ffffff',
    webPreferences: pagePreferences(path.join(app.getAppPath(), 'preload.cjs')),
  })
  if (place?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window)
  reviveWhenGone(window)
  void window.loadURL(url)
  return window
}

const step = 32

function besideOthers(last: WindowPlace | undefined): WindowPlace | undefined {
  const front = BrowserWindow.getFocusedWindow()
  if (!front) return last
  const { x, y, width, height } = front.getNormalBounds()
  return { x: x + step, y: y + step, width, height, maximized: false }
}

const placeFile = () => inDataFolder('window-place.json')

const pagePreferences = (preload: string) => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  navigateOnDragDrop: false,
  spellcheck: false,
})

function rememberPlace(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined
  const remember = () => writePlace(placeFile(), { ...window.getNormalBounds(), maximized: window.isMaximized() })
  const rememberSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(remember, 500)
  }
  window.on('resize', rememberSoon)
  window.on('move', rememberSoon)
  window.on('close', () => {
    clearTimeout(timer)
    remember()
  })
}

function reviveWhenGone(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`the window's process is gone: ${reason}`)
    if (reason !== 'clean-exit') window.webContents.reload()
  })
}
