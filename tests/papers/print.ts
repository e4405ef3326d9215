import { readFile, writeFile } from 'node:fs/promises'
import { app } from 'electron'
import { registerAppScheme } from '#main/app-protocol'
import { printPdf } from '#main/print-pdf'

/** Prints pages to PDF as the console does: `electron print.cjs name.html…`, pages across where the name says so. */
async function print(): Promise<void> {
  for (const file of process.argv.filter((argument) => argument.endsWith('.html'))) {
    const html = await readFile(file, 'utf8')
    await writeFile(file.replace(/html$/, 'pdf'), await printPdf({ html, landscape: html.includes('A4 landscape') }))
  }
}

registerAppScheme()
app.on('window-all-closed', () => undefined)
void app
  .whenReady()
  .then(print)
  .then(
    () => app.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      app.exit(1)
    },
  )
