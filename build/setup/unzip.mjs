import { closeSync, fstatSync, openSync, readSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'

const endOfDirectory = 0x06054b50
const symbolicLink = 0o120000

/**
 * Unpacks a zip file (up to 4 GB) into a folder, with file modes and symbolic links. `place` answers where an entry
 * goes inside the folder, or undefined to leave it out.
 */
export function unzip(file, folder, place = (name) => name) {
  const zip = openSync(file, 'r')
  try {
    for (const entry of entriesOf(zip)) {
      const name = place(entry.name)
      if (name) unpack(zip, entry, within(folder, name))
    }
  } finally {
    closeSync(zip)
  }
}

function within(folder, name) {
  const target = path.join(folder, name)
  if (!target.startsWith(folder + path.sep)) throw new Error(`zip entry leaves its folder: ${name}`)
  return name.endsWith('/') ? target + path.sep : target
}

function read(zip, position, length) {
  const bytes = Buffer.alloc(length)
  if (readSync(zip, bytes, 0, length, position) !== length) throw new Error('zip file is cut short')
  return bytes
}

function* entriesOf(zip) {
  const { size } = fstatSync(zip)
  const tail = read(zip, Math.max(0, size - 66_000), Math.min(size, 66_000))
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || tail.readUInt32LE(end) !== endOfDirectory) throw new Error('not a zip file')
  const directory = read(zip, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  for (let at = 0; at < directory.length;) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset))
    yield {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      isCompressed: directory.readUInt16LE(at + 10) === 8,
      compressedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      position: directory.readUInt32LE(at + 42),
    }
    at += 46 + nameLength + extraLength + commentLength
  }
}

function unpack(zip, entry, target) {
  if (target.endsWith(path.sep)) return mkdirSync(target, { recursive: true })
  mkdirSync(path.dirname(target), { recursive: true })
  const header = read(zip, entry.position, 30)
  const data = read(zip, entry.position + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), entry.compressedSize)
  const content = entry.isCompressed ? inflateRawSync(data) : data
  if ((entry.mode & 0o170000) === symbolicLink) return symlinkSync(content.toString('utf8'), target)
  writeFileSync(target, content, { mode: entry.mode & 0o777 || 0o644 })
}
