import { parentPort } from 'node:worker_threads'
import { seePage } from '#shared/inspection/gather/see-page'
import { harvestOf } from './harvest'
import type { ReadingReply, ReadingRequest } from './reading-protocol'

function read({ number, visit, today }: ReadingRequest): ReadingReply {
  return today === undefined ? { number, harvest: harvestOf(visit) } : { number, seen: seePage(visit, today) }
}

parentPort?.on('message', (request: ReadingRequest) => parentPort?.postMessage(read(request)))
