import { app, session, type Session, type WebContents } from 'electron'
import { pageOrigin } from './app-protocol'

/** Takes from every page, present and to come, what the console's page never needs. */
export function lockDown(openWindow: (url: string) => void): void {
  lockDownSession(session.defaultSession, ['app:', 'devtools:', 'data:', 'blob:'])
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, openWindow))
}

/** No permissions, no downloads, and no requests but of these schemes. */
export function lockDownSession(target: Session, schemes: readonly string[]): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  target.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !schemes.includes(schemeOf(request.url)) }))
  target.on('will-download', (event) => event.preventDefault())
}

const schemeOf = (url: string): string => url.slice(0, url.indexOf(':') + 1)

function lockDownContents(contents: WebContents, openWindow: (url: string) => void): void {
  // Nothing is opened from within a page; another window of the console is one that main opens itself.
  contents.setWindowOpenHandler(({ url }) => {
    if (isOurs(url)) openWindow(url)
    return { action: 'deny' }
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
}

/** Whether an address is one of the console's own page. */
export const isOurs = (url: string): boolean => url.startsWith(`${pageOrigin}/`)
