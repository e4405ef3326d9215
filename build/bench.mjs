import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { prepareConsole } from './setup/prepare.mjs'
import { inOut, inRoot, main, say, SetupError, start } from './setup/project.mjs'
import { startVirtualDisplay } from './setup/virtual-display.mjs'
import { table } from './bench/table.mjs'

const suffix = '.bench.ts'

await main(async () => {
  const environment = await prepareConsole({ display: false })
  const display = await startVirtualDisplay()
  const env = { ...process.env, ...environment, ...display.env }
  const rows = []
  try {
    for (const name of chosenBenches()) rows.push(...(await measure(name, env)))
  } finally {
    display.close()
  }
  process.stdout.write(`${table(rows)}\n`)
  save(rows)
  return rows.every((row) => row.met !== false) ? 0 : 1
})

function chosenBenches() {
  const wanted = process.argv.slice(2)
  const files = readdirSync(inRoot('tests/bench')).filter((file) => file.endsWith(suffix))
  const names = files.map((file) => file.slice(0, -suffix.length)).sort()
  const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name))
  if (chosen.length === 0) throw new SetupError(`no such bench; there are: ${names.join(', ')}`)
  return chosen
}

// Each in a process of its own: what one leaves in memory must not weigh on the next.
async function measure(name, env) {
  say(`measuring ${name}`)
  await bundle(name)
  return new Promise((resolve, reject) => {
    const args = [inRoot('build/bench/run-one.mjs'), inOut('bench', `${name}.mjs`)]
    const child = start(process.execPath, ['--expose-gc', ...args], { env, stdio: ['ignore', 2, 2, 'ipc'] })
    let rows
    child.once('message', (message) => (rows = message))
    child.once('error', reject)
    child.once('close', (code) => (rows && code === 0 ? resolve(rows) : reject(new SetupError(`bench ${name} failed`))))
  })
}

async function bundle(name) {
  const [{ build }, { moduleBundle }] = await Promise.all([import('vite'), import('./vite/node-bundle.mjs')])
  const entry = inRoot('tests/bench', name + suffix)
  await build(moduleBundle({ entry, folder: inOut('bench'), name, workers: '../cli/workers/' }))
}

function save(rows) {
  const machine = { cpu: os.cpus()[0]?.model, cores: os.cpus().length, memory: os.totalmem(), node: process.version }
  mkdirSync(inOut(), { recursive: true })
  writeFileSync(inOut('bench.json'), `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`)
  say('written to out/bench.json')
}
