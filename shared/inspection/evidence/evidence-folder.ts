import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '#shared/contract/app-error'
import type { Visit } from '#shared/inspection/fetch/visit'
import { sm3Hex } from '#shared/signing/sm3'
import { requestMessage, responseMessage } from './http-message'
import { warcFile, type WarcRecord } from './warc-record'

/** Where the proof of findings goes. */
export interface EvidenceKeeper {
  /** Keeps what a visit brought and answers the SM3 of its file. */
  keep(visit: Visit): string
  drop(hash: string): void
  /** True where the file is still there. */
  has(hash: string): boolean
}

/** WARC files under a folder, one for each finding's visit, named by the SM3 of their bytes: whoever reads one can check it. */
export class EvidenceFolder implements EvidenceKeeper {
  constructor(private readonly folder: string) {}

  keep(visit: Visit): string {
    const bytes = warcFile(recordsOf(visit))
    const hash = sm3Hex(bytes)
    const file = this.fileOf(hash)
    if (!existsSync(file)) this.write(file, bytes)
    return hash
  }

  drop(hash: string): void {
    rmSync(this.fileOf(hash), { force: true })
  }

  has(hash: string): boolean {
    return existsSync(this.fileOf(hash))
  }

  /** Path of the file that the SM3 in a finding's evidence names. */
  fileOf(hash: string): string {
    return path.join(this.folder, hash.slice(0, 2), `${hash}.warc.gz`)
  }

  /** Whole or not at all. */
  private write(file: string, bytes: Uint8Array): void {
    try {
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, bytes)
      renameSync(`${file}.part`, file)
    } catch (error) {
      const reason = error instanceof Error ? error.message : ''
      throw new AppError('unreadable', `证据文件无法写入 ${this.folder}：${reason}；请检查磁盘空间和权限`)
    }
  }
}

/** Response, request and what we know of the visit; without an answer the last alone. */
export function recordsOf(visit: Visit): WarcRecord[] {
  const { finalUrl: url, seenAt: at, body, isTruncated } = visit
  const metadata: WarcRecord = {
    type: 'metadata',
    url,
    at,
    contentType: 'application/warc-fields',
    block: factsOf(visit),
  }
  if (body === undefined || visit.status === undefined) return [metadata]
  const message = responseMessage(visit, body)
  return [
    { type: 'response', url, at, contentType: http('response'), block: message, payload: body, isTruncated },
    { type: 'request', url, at, contentType: http('request'), block: requestMessage(url) },
    metadata,
  ]
}

const http = (type: string): string => `application/http; msgtype=${type}`

function factsOf({ url, redirects, outcome, reason, milliseconds, body, tls }: Visit): Uint8Array {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['asked', url],
    ...redirects.map((redirect) => ['redirect', redirect] as const),
    ['outcome', outcome],
    ['reason', reason],
    ['fetchTimeMs', String(milliseconds)],
    ['payload-sm3', body && sm3Hex(body)],
    ['tls-protocol', tls?.protocol],
    ['tls-valid-to', tls?.validTo],
    ['tls-fault', tls?.fault],
  ]
  const lines = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]))
  return Buffer.from(lines.join(''))
}
