import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { electronFlags, prepareConsole } from './setup/prepare.mjs'
import { inOut, inRoot, main, run, say } from './setup/project.mjs'
import { startVirtualDisplay } from './setup/virtual-display.mjs'

// npm run papers: the bulletin, the ledger and a daily log of the demo province as docx, pdf and xlsx in out/papers, and
// pictures of their pages in docs/screenshots. Takes LibreOffice (soffice) and poppler (pdftoppm).
const papers = inOut('papers')
const pictures = inRoot('docs/screenshots')
/** Pages that are shown of each paper, the last one as -1. */
const shown = { bulletin: [0, -1], ledger: [0, 3], log: [0, -1] }
const names = Object.keys(shown)

/** The fonts of official documents are seldom on Linux; these look like them. */
const standIns = [
  ['方正小标宋简体', 'Noto Serif CJK SC'],
  ['仿宋_GB2312', 'Noto Serif CJK SC'],
  ['宋体', 'Noto Serif CJK SC'],
  ['黑体', 'Noto Sans CJK SC'],
]

await main(async () => {
  const environment = await prepareConsole({ display: false })
  rmSync(papers, { recursive: true, force: true })
  await writePapers()
  await printPages(environment)
  for (const name of names) for (const kind of ['docx', 'xlsx']) await viaOffice(name, kind)
  for (const name of names) for (const kind of ['docx', 'pdf', 'xlsx']) await picture(name, kind)
  say(`papers are in ${papers}, their pictures in ${pictures}`)
})

async function writePapers() {
  const [{ build }, { moduleBundle, standaloneBundle }] = await Promise.all([
    import('vite'),
    import('./vite/node-bundle.mjs'),
  ])
  const folder = inOut('papers-script')
  await build(moduleBundle({ entry: inRoot('tests/papers/main.ts'), folder, name: 'papers' }))
  await build(standaloneBundle({ entry: inRoot('tests/papers/print.ts'), folder, name: 'print' }))
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'papers', version: '0.0.0', main: 'print.cjs' }),
  )
  const { main: write } = await import(pathToFileURL(path.join(folder, 'papers.mjs')).href)
  await write(papers)
}

async function printPages({ ZHANQUN_ELECTRON: electron }) {
  const display = await startVirtualDisplay()
  const pages = names.map((name) => path.join(papers, `${name}.html`))
  try {
    await run(electron, [...electronFlags(), inOut('papers-script'), ...pages], {
      env: { ...process.env, ...display.env },
    })
  } finally {
    display.close()
  }
}

/** Word and Excel files are shown as LibreOffice prints them. */
async function viaOffice(name, kind) {
  const folder = path.join(papers, kind)
  mkdirSync(folder, { recursive: true })
  const file = path.join(papers, `${name}.${kind}`)
  const env = { ...process.env, FONTCONFIG_FILE: fontsFor(folder) }
  await run('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, file], { env })
}

function fontsFor(folder) {
  const file = path.join(folder, 'fonts.conf')
  const aliases = standIns.map(
    ([family, instead]) =>
      `<match><test name="family"><string>${family}</string></test>` +
      `<edit name="family" mode="assign" binding="strong"><string>${instead}</string></edit></match>`,
  )
  const system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${system}${aliases.join('')}</fontconfig>`)
  return file
}

async function picture(name, kind) {
  const source = kind === 'pdf' ? path.join(papers, `${name}.pdf`) : path.join(papers, kind, `${name}.pdf`)
  const target = path.join(papers, 'pictures', `paper-${name}-${kind}`)
  mkdirSync(path.dirname(target), { recursive: true })
  await run('pdftoppm', ['-png', '-r', '70', source, target])
  const pages = readdirSync(path.dirname(target)).filter((file) => file.startsWith(`paper-${name}-${kind}-`))
  pages.sort()
  for (const [at, page] of shown[name].entries())
    cpSync(path.join(path.dirname(target), pages.at(page)), path.join(pictures, `paper-${name}-${kind}-${at + 1}.png`))
}
