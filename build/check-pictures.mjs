import { writeFileSync } from 'node:fs'
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
