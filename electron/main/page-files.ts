import path from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** A file of the page with its media type, or undefined when the address names none inside the folder. */
export function pageFile(folder: string, address: string): { path: string; type: string } | undefined {
  const url = new URL(address)
  const name = url.host === 'console' ? decoded(url.pathname) : undefined
  if (name === undefined || name.includes('\0')) return undefined
  const file = path.join(folder, name)
  const type = types[path.extname(file).toLowerCase()]
  return type && file.startsWith(folder + path.sep) ? { path: file, type } : undefined
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname).replaceAll('\\', '/')
  } catch {
    return undefined
  }
}
