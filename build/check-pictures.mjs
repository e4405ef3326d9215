import { writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { createCanvas } from '@napi-rs/canvas'
import { inRoot } from './setup/project.mjs'

// node build/check-pictures.mjs: paints the pictures of tests/fixtures/files/pictures again; a Chinese font must be installed.
const lines = ['关于进一步加强保密审查工作的通知', '秘密★1年 身份证号：110103195001011004', '请各单位认真贯彻执行。']

const canvas = createCanvas(1000, 300)
const context = canvas.getContext('2d')
context.fillStyle = 'white'
context.fillRect(0, 0, canvas.width, canvas.height)
context.fillStyle = 'black'
context.font = '36px "Noto Serif CJK SC"'
lines.forEach((line, index) => context.fillText(line, 40, 70 + index * 80))

for (const [type, quality] of [['png'], ['jpeg', 60], ['webp', 60]])
  writeFileSync(inRoot(`tests/fixtures/files/pictures/words.${type}`), canvas.toBuffer(`image/${type}`, quality))

writeFileSync(inRoot('tests/fixtures/files/pictures/words.tiff'), tiff())

/** In black and white, as scanners write it: one strip of bits, deflated. */
function tiff() {
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
  const bits = Buffer.alloc((width / 8) * height)
  for (let pixel = 0; pixel < width * height; pixel++)
    if (data[pixel * 4] < 128) bits[pixel >> 3] |= 0x80 >> (pixel & 7)
  const strip = deflateSync(bits)
  const entries = [
    [0x100, 4, width],
    [0x101, 4, height],
    [0x102, 3, 1],
    [0x103, 3, 8],
    [0x106, 3, 0],
    [0x111, 4, 8],
    [0x116, 4, height],
    [0x117, 4, strip.length],
  ]
  const table = Buffer.alloc(2 + entries.length * 12 + 4)
  table.writeUInt16LE(entries.length)
  entries.forEach(([tag, type, value], index) => {
    table.writeUInt16LE(tag, 2 + index * 12)
    table.writeUInt16LE(type, 4 + index * 12)
    table.writeUInt32LE(1, 6 + index * 12)
    table.writeUInt32LE(value, 10 + index * 12)
  })
  const head = Buffer.from('49492a0000000000', 'hex')
  head.writeUInt32LE(8 + strip.length, 4)
  return Buffer.concat([head, strip, table])
}
