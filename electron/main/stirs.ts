import { app, net, powerMonitor } from 'electron'
import type { Stir } from '#shared/contract/native'

/** Electron tells pages when a network comes, but not the main process; asking it costs no traffic. */
const networkLookMs = 1_000

/**
 * Watches for what may mean that the platform can be reached again, so that nobody has to wait for the next try. Here
 * and not in the page, since a window may be hidden, several, or none.
 */
export function watchStirs(tell: (stir: Stir) => void): void {
  app.on('browser-window-focus', () => tell('focus'))
  powerMonitor.on('resume', () => tell('resume'))
  let wasOnline = net.isOnline()
  setInterval(() => {
    const isOnline = net.isOnline()
    if (isOnline && !wasOnline) tell('network')
    wasOnline = isOnline
  }, networkLookMs)
}
