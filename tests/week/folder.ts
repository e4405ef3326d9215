import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { command } from '#cli/commands/verify'
import type { Finding } from '#shared/contract/finding'
import type { Chance } from '#tests/chance'
import { days, type ToldDay } from './story'
import type { WeekWorld } from './world'

/** Writes what an auditor gets: signed logs as they are exported, the evidence they name, root and revocations. */
export async function exportWeek(
  world: WeekWorld,
  folder: string,
  told: readonly ToldDay[],
  correctionId: string,
): Promise<void> {
  await mkdir(path.join(folder, 'evidence'), { recursive: true })
  const signer = world.consoles.signer
  await signer.desk['sync.now']({})
  for (const { day, signOffId } of told) {
    world.saveTo(path.join(folder, `巡查日志-${day}.json`))
    await signer.desk['log.export']({ signOffId, format: 'json' })
  }
  world.saveTo(path.join(folder, `巡查日志-${days[1]}-更正.json`))
  await signer.desk['log.export']({ signOffId: correctionId, format: 'json' })
  const trust = (await (await fetch(`${world.platform.url}/v1/trust`)).json()) as Record<string, string[]>
  await writeFile(path.join(folder, 'root.pem'), (trust['roots'] ?? []).join(''))
  await writeFile(path.join(folder, 'revoked.crl'), (trust['revocations'] ?? []).join(''))
  await copyEvidence(
    world.folderOf('inspector'),
    path.join(folder, 'evidence'),
    told.flatMap(({ findings }) => findings),
  )
}

async function copyEvidence(from: string, to: string, findings: readonly Finding[]): Promise<void> {
  const named = new Set(findings.flatMap(({ evidence }) => evidence.record ?? []))
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true }))
    if (named.has(entry.name.split('.')[0] ?? ''))
      await cp(path.join(entry.parentPath, entry.name), path.join(to, entry.name))
}

export interface Verified {
  readonly code: number
  readonly out: string
}

/** `zhanqun verify` over the folder, under its root. */
export async function verifyWeek(folder: string): Promise<Verified> {
  let out = ''
  const stdout = (text: string) => void (out += text)
  const { signal } = new AbortController()
  const io = { stdout, stderr: stdout, stdin: Readable.from([]), signal }
  const options = ['--trust', path.join(folder, 'root.pem'), '--revoked', path.join(folder, 'revoked.crl')]
  try {
    return { code: await command.run([folder, ...options], io), out }
  } catch (error) {
    return { code: 2, out: out + (error instanceof Error ? error.message : String(error)) }
  }
}

export interface Flip {
  readonly file: string
  readonly at: number
  /** Whether verification failed and named the file. */
  readonly isNamed: boolean
  readonly out: string
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** Changes one byte of a file in the folder, verifies, and puts it back. */
export async function flipSomewhere(folder: string, chance: Chance): Promise<Flip> {
  const file = chance.oneOf(await filesIn(folder))
  const bytes = await readFile(file)
  const at = chance.below(bytes.length)
  const changed = Buffer.from(bytes)
  changed[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8))
  await writeFile(file, changed)
  const { code, out } = await verifyWeek(folder)
  await writeFile(file, bytes)
  return { file, at, isNamed: code !== 0 && out.includes(path.basename(file)), out }
}
