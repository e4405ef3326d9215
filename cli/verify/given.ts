import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '#shared/contract/app-error'
import { sm3Hex } from '#shared/signing/sm3'

/** Files to verify: signed documents, and evidence that bears its own digest as its name. */
export interface Given {
  readonly documents: readonly string[]
  readonly evidence: readonly string[]
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: '文件不存在',
  EISDIR: '这是文件夹',
  EACCES: '没有读取的权限',
}

const unreadable = (file: string, { code = '' }: NodeJS.ErrnoException): AppError =>
  new AppError('unreadable', `无法读取 ${file}（${reasons[code] ?? code}），请检查路径和权限`)

/** @throws AppError `unreadable` */
export const bytesOf = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error)
  })

const isDocument = (file: string) => file.endsWith('.json')
const digestInName = (file: string): string | null => /^([0-9a-f]{64})\./.exec(path.basename(file))?.[1] ?? null

async function filesUnder(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** What is meant by files and folders: a file whatever its name, of a folder the documents and the evidence in it. */
export async function givenBy(places: readonly string[]): Promise<Given> {
  const [documents, evidence]: [string[], string[]] = [[], []]
  for (const place of places) {
    const found = await stat(place).catch((error: NodeJS.ErrnoException) => {
      throw unreadable(place, error)
    })
    const files = found.isDirectory() ? await filesUnder(place) : []
    if (!found.isDirectory()) documents.push(place)
    documents.push(...files.filter(isDocument))
    evidence.push(...files.filter((file) => digestInName(file) !== null))
  }
  return { documents, evidence }
}

/** Whether a piece of evidence is what its name says. */
export const isEvidenceWhole = async (file: string): Promise<boolean> =>
  sm3Hex(await bytesOf(file)) === digestInName(file)
