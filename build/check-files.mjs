import { execFileSync } from 'node:child_process'
import { mkdtempSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, inRoot, main } from './setup/project.mjs'

const conversions = { 'odt-通知.odt': ['text', 'doc', 'docx', 'rtf', 'pdf'], 'ods-名单.ods': ['sheets', 'xls', 'xlsx'] }

// node build/check-files.mjs planted out/planted: writes a file of each format with a mark and a number in every place.
// node build/check-files.mjs hostile out/hostile: writes files that are made to harm whoever reads them.
// node build/check-files.mjs convert: has LibreOffice, which must be installed, convert our files to its formats anew.
await main(async () => {
  await ensurePackages()
  const [{ build }, { moduleBundle }] = await Promise.all([import('vite'), import('./vite/node-bundle.mjs')])
  const entry = inRoot('tests/fixtures/files/write.ts')
  await build(moduleBundle({ entry, folder: inOut('check-files'), name: 'write', workers: '../cli/workers/' }))
  const { write } = await import(pathToFileURL(inOut('check-files/write.mjs')).href)
  const [kind, folder] = process.argv.slice(2)
  return kind === 'convert' ? convert(write) : write([kind, folder])
})

async function convert(write) {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-convert-'))
  await write(['planted', folder])
  for (const [file, [name, ...types]] of Object.entries(conversions))
    for (const type of types) {
      execFileSync('soffice', ['--headless', '--convert-to', type, '--outdir', folder, path.join(folder, file)])
      const made = path.join(folder, `${path.parse(file).name}.${type}`)
      renameSync(made, inRoot(`tests/fixtures/files/libreoffice/${name}.${type}`))
    }
  return 0
}
