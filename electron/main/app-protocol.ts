import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { app, protocol } from 'electron'
import { contentSecurityPolicy } from './content-security'
import { pageFile } from './page-files'

/** Where the window's page lives; nothing else is ever loaded into it. */
export const pageOrigin = 'app://console'
export const pageUrl = `${pageOrigin}/index.html`

/** Has to run before the app is ready. A standard scheme has an origin, so 'self' means something in the policy. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page under app://console, and nothing outside its folder. */
export function servePage(): void {
  const folder = path.join(app.getAppPath(), 'renderer')
  protocol.handle('app', (request) => answer(folder, request))
}

async function answer(folder: string, request: Request): Promise<Response> {
  const found = request.method === 'GET' ? pageFile(folder, request.url) : undefined
  if (!found) return new Response(null, { status: 404 })
  try {
    const content = await readFile(found.path)
    return new Response(new Uint8Array(content), { headers: headersFor(found.type) })
  } catch {
    return new Response(null, { status: 404 })
  }
}

const headersFor = (type: string) => ({
  'Content-Type': type,
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
})
