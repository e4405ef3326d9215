import { Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The fastest level: on loopback and office lines alike the sender's processor is what limits a first sync. */
const gzip = () => createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 })

/** Answers lines as they are read, compressed where the asker takes that. */
export function sendLines(request: FastifyRequest, reply: FastifyReply, texts: AsyncIterable<string>): FastifyReply {
  const lines = Readable.from(texts, { objectMode: true })
  void reply.type('application/x-ndjson; charset=utf-8').header('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(lines)
  return reply.header('content-encoding', 'gzip').send(compressed(lines))
}

function compressed(lines: Readable): NodeJS.ReadableStream {
  const zip = gzip()
  lines.on('error', (error) => zip.destroy(error))
  zip.on('close', () => lines.destroy())
  return lines.pipe(zip)
}
