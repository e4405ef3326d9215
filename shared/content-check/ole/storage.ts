import type { ExtractedPart, ExtractContext } from '#shared/content-check/extractor'
import { damaged } from '#shared/content-check/unreadable'
import type { OleStream } from './compound-file'

/** The streams of one storage by name, those of its sub-storages by path. */
export type OleStorage = ReadonlyMap<string, OleStream>

/** Reads what one program keeps in a storage. One file each in readers/, exported as `reader`. */
export interface StorageReader {
  /** The stream by which the storage is known. */
  readonly stream: RegExp
  /** Throws `Unreadable`; any other error means that the file is damaged. */
  read(storage: OleStorage, context: ExtractContext): Promise<ExtractedPart[]> | ExtractedPart[]
}

export function streamOf(storage: OleStorage, name: string): Buffer {
  const stream = storage.get(name)
  if (!stream) throw damaged()
  return bufferOf(stream.read())
}

export const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
