import { app, BrowserWindow, ipcMain } from 'electron'
import { portWanted } from '#shared/contract/window-channel'
import { servePage } from './app-protocol'
import { openConsoleWindow } from './console-window'
import { startCore } from './core-process'
import { inDataFolder } from './data-folder'
import { defaultPlatform } from './default-platform'
import { isOurs, lockDown } from './lockdown'
import { showMenu } from './menu'
import { answerNativeQuestion } from './native-service'
import { watchStirs } from './stirs'

/** The app's life from ready to quit. */
export function runConsole(): void {
  lockDown(openConsoleWindow)
  servePage()
  showMenu(() => void openConsoleWindow(addressInFront()))
  const core = startCore({
    args: { data: inDataFolder('store'), platform: defaultPlatform(), version: app.getVersion() },
    onMessage: (message, answer) => void answerNativeQuestion(message, answer),
  })
  ipcMain.on(portWanted, (event) => {
    if (isOurs(event.senderFrame?.url ?? '') && event.senderFrame === event.sender.mainFrame) core.connect(event.sender)
  })
  watchStirs((stir) => core.tell({ stir }))
  openConsoleWindow()
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => app.quit())
  let hasEnded = false
  app.on('will-quit', (event) => {
    if (hasEnded) return
    event.preventDefault()
    void core.stop().then(() => {
      hasEnded = true
      app.quit()
    })
  })
}

/** A second window begins with what the first one shows. */
function addressInFront(): string | undefined {
  const address = BrowserWindow.getFocusedWindow()?.webContents.getURL()
  return address !== undefined && isOurs(address) ? address : undefined
}

// The printer's hidden window is none that an operator could be shown.
function showWindow(): void {
  const window = BrowserWindow.getAllWindows().find((each) => isOurs(each.webContents.getURL()) && each.isFocusable())
  if (!window) return void openConsoleWindow()
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
