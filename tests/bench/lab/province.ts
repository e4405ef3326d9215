import path from 'node:path'
import { routes } from '#shared/contract/api'
import { demoPassword, type DemoLogin } from '#platform/demo/operators'
import { PlatformProcess } from '#tests/e2e/harness/platform-process'
import type { BenchContext } from '../bench'

/** The demo province in its usual size, in a process of its own; its data is made once and kept under out/. */
export interface Province {
  readonly address: string
  /** Where every site's public pages are served. */
  readonly pages: string
  readonly login: DemoLogin
  readonly password: string
  /** Every row of a kind as JSON, as a first sync gets them. */
  rows(kind: string): Promise<string[]>
  kinds(): Promise<readonly string[]>
}

// A console keeps one store per address: a fixed port lets the next run find the one of the last.
const port = 18_640
const login = 'linzhiyuan'

/** The platform ends with the work, whether that went well or not. */
export async function withProvince<T>({ out }: BenchContext, work: (province: Province) => Promise<T>): Promise<T> {
  return withProvinceOf({ scale: 1, data: path.join(out, 'platform'), port }, work)
}

interface Sized {
  readonly scale: number
  /** Folder of its PostgreSQL. */
  readonly data: string
  readonly port: number
}

/** A demo province of another size, in a folder and on ports of its own. */
export async function withProvinceOf<T>(sized: Sized, work: (province: Province) => Promise<T>): Promise<T> {
  const platform = await PlatformProcess.start({ ...sized, pagesPort: sized.port + 1 })
  try {
    return await work(await provinceAt(sized.port))
  } finally {
    await platform.stop()
  }
}

async function provinceAt(port: number): Promise<Province> {
  const address = `http://127.0.0.1:${port}`
  const authorization = await signIn(address)
  const ask = (place: string) => fetch(address + place, { headers: { authorization } }).then(assertAnswered)
  return {
    address,
    pages: `127.0.0.1:${port + 1}`,
    login,
    password: demoPassword,
    async kinds() {
      const { kinds } = (await (await ask(routes.startSnapshot.path)).json()) as { kinds: { kind: string }[] }
      return kinds.map(({ kind }) => kind)
    },
    rows: (kind) => allRows(kind, ask),
  }
}

async function signIn(address: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ login, password: demoPassword })
  const answer = await fetch(address + routes.signIn.path, { method: 'POST', headers, body }).then(assertAnswered)
  return `Bearer ${((await answer.json()) as { accessToken: string }).accessToken}`
}

const pageRows = 50_000

async function allRows(kind: string, ask: (place: string) => Promise<Response>): Promise<string[]> {
  const rows: string[] = []
  for (let below = ''; ;) {
    const text = await (await ask(`/v1/snapshot/${kind}?limit=${pageRows}${below}`)).text()
    const page = text.split('\n').filter(Boolean)
    rows.push(...page)
    if (page.length < pageRows) return rows
    below = `&below=${(JSON.parse(page.at(-1) ?? '{}') as { id: string }).id}`
  }
}

async function assertAnswered(response: Response): Promise<Response> {
  if (response.ok) return response
  throw new Error(`${response.url}: ${response.status} ${await response.text()}`)
}
