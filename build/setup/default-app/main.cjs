// Stands where stock Electron has its own default app: starts the app folder named on the command line, the way
// `electron -r loader.js folder` does. Test drivers rely on `-r`.
const { app } = require('electron')
const fs = require('node:fs')
const path = require('node:path')
const { pathToFileURL } = require('node:url')

const { required, folder } = readArguments(process.argv.slice(1))
process.defaultApp = true
required.forEach((file) => require(path.resolve(file)))
if (folder) startApp(path.resolve(folder))
else fail('name the app folder to start')

function readArguments(args) {
  const required = []
  for (let index = 0; index < args.length; index++) {
    if (args[index] === '-r' || args[index] === '--require') required.push(args[++index])
    else if (!args[index].startsWith('-')) return { required, folder: args[index] }
  }
  return { required }
}

function startApp(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  app.setAppPath(folder)
  app.name = manifest.productName ?? manifest.name
  app.setVersion(manifest.version)
  load(path.join(folder, manifest.main)).catch((error) => fail(error.stack))
}

async function load(file) {
  if (file.endsWith('.cjs')) require(file)
  else await import(pathToFileURL(file).href)
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  app.exit(1)
}
