import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type WebContents } from 'electron'
import { type NativeArgs } from '#shared/contract/native'
import { lockDownSession } from './lockdown'

const timeLimit = 60_000
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
// Official documents number their pages as — 1 —.
const footer = '<div style="width:100%;text-align:center;font-size:10px">— <span class="pageNumber"></span> —</div>'

/** Prints a page in a hidden window of its own, without scripts, network or anything of the console in reach. */
export async function printPdf({ html, landscape }: NativeArgs<'printPdf'>): Promise<Uint8Array> {
  const window = hiddenWindow(html)
  try {
    return await within(timeLimit, print(window.webContents, landscape))
  } finally {
    window.destroy()
  }
}

function hiddenWindow(html: string): BrowserWindow {
  const alone = session.fromPartition(`print-${randomUUID()}`)
  lockDownSession(alone, ['app:', 'data:'])
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy }
  alone.protocol.handle('app', () => new Response(html, { headers }))
  const webPreferences = {
    session: alone,
    javascript: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  }
  return new BrowserWindow({ show: false, focusable: false, webPreferences })
}

async function print(contents: WebContents, landscape: boolean): Promise<Uint8Array> {
  await contents.loadURL('app://print/')
  return contents.printToPDF({
    pageSize: 'A4',
    landscape,
    printBackground: true,
    preferCSSPageSize: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footer,
  })
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('生成 PDF 超时，请减少内容后重试')), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
