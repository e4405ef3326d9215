import { writeFileSync } from 'node:fs'
import { TextDecoder } from 'node:util'
import { format } from 'prettier'
import { inRoot, main, root } from './setup/project.mjs'

// node build/fold-data.mjs: makes the tables of variants and syllables in shared/content-check/fold from opencc-js and
// pinyin-pro. They are kept in the repository, so that neither package is needed to run.
await main(async () => {
  await save('variants.json', await variants())
  await save('syllables.json', await syllables())
  return 0
})

async function save(name, value) {
  const text = await format(JSON.stringify(value), { parser: 'json', printWidth: 120 })
  writeFileSync(inRoot('shared/content-check/fold', name), text)
}

async function dictionary(name) {
  const { default: text } = await import(`${root}/node_modules/opencc-js/dist/esm-lib/dict/${name}.js`)
  const lines = text.split('|').map((line) => line.split(' '))
  return lines.filter(([from, to]) => from.length === 1 && to?.length === 1 && from !== to)
}

/** Two strings of the same length: each character of `from` is written as the one of `to` in simplified script. */
async function variants() {
  const simplified = new Map(await dictionary('TSCharacters'))
  for (const name of ['TWVariants', 'HKVariants', 'JPShinjitaiCharacters'])
    for (const [one, other] of await dictionary(name)) link(simplified, one, other)
  const pairs = [...simplified].filter(([from, to]) => from !== to).sort()
  return { from: pairs.map(([from]) => from).join(''), to: pairs.map(([, to]) => to).join('') }
}

function link(simplified, one, other) {
  const target = simplified.get(one) ?? simplified.get(other)
  if (target === undefined) return
  for (const form of [one, other]) if (form !== target && !simplified.has(form)) simplified.set(form, target)
}

/** Syllable without tone → characters that are mostly read so, of the common ones. */
async function syllables() {
  const { pinyin } = await import('pinyin-pro')
  const bySyllable = {}
  for (const character of commonCharacters())
    for (const syllable of new Set(pinyin(character, { toneType: 'none', type: 'array', multiple: true })))
      bySyllable[syllable] = (bySyllable[syllable] ?? '') + character
  return Object.fromEntries(Object.entries(bySyllable).sort())
}

/** The characters of GB 2312. */
function commonCharacters() {
  const decoder = new TextDecoder('gb2312')
  const rows = Array.from({ length: 0xf8 - 0xb0 }, (_, row) => 0xb0 + row)
  const text = rows.map((row) =>
    decoder.decode(Uint8Array.from({ length: 188 }, (_, at) => (at % 2 ? 0xa1 + (at >> 1) : row))),
  )
  return [...text.join('')].filter((character) => /\p{Script=Han}/u.test(character))
}
