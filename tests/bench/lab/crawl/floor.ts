import { Parser } from 'htmlparser2'
import { Pool } from 'undici'
import type { Crawled } from './subjects'

/** The least that a check can be: each address of the site asked once, the links of each page read, no judgement. */
export async function bareFloor(home: string, parallel: number): Promise<Crawled> {
  const { origin } = new URL(home)
  const pool = new Pool(origin, { connections: parallel, pipelining: 1 })
  const seen = new Set([home])
  const queue = [home]
  let [pages, dead, underWay] = [0, 0, 0]
  await new Promise<void>((done, failed) => {
    const next = (): void => {
      while (underWay < parallel && queue.length > 0) {
        underWay += 1
        visit(queue.shift() ?? home).then(() => {
          underWay -= 1
          next()
        }, failed)
      }
      if (underWay === 0) done()
    }
    next()
  })
  await pool.destroy()
  return { pages, urls: seen.size, dead }

  async function visit(url: string): Promise<void> {
    const { statusCode, headers, body } = await pool.request({ path: url.slice(origin.length), method: 'GET' })
    if (statusCode >= 400) dead += 1
    if (statusCode !== 200 || !String(headers['content-type']).startsWith('text/html')) return body.dump()
    pages += 1
    for (const link of linksOf(await body.text())) take(link, url)
  }

  function take(link: string, base: string): void {
    if (!URL.canParse(link, base)) return
    const target = new URL(link, base)
    target.hash = ''
    if (target.origin !== origin || seen.has(target.href)) return
    seen.add(target.href)
    queue.push(target.href)
  }
}

function linksOf(html: string): string[] {
  const links: string[] = []
  const parser = new Parser({
    onopentag(name, { href, src }) {
      if ((name === 'a' || name === 'area') && href !== undefined) links.push(href)
      else if (src !== undefined && (name === 'img' || name === 'iframe' || name === 'frame')) links.push(src)
    },
  })
  parser.end(html)
  return links
}
