import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder, whatever the working directory is. */
export const root = fileURLToPath(new URL('../../', import.meta.url))
export const out = path.join(root, 'out')
export const inRoot = (...parts) => path.join(root, ...parts)
export const inOut = (...parts) => path.join(out, ...parts)

/** Where what is expensive to fetch is kept: outside node_modules, so that a fresh install does not fetch it again. */
export const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'zhanqun-console')

/** Progress goes to stderr, so that a command's own output stays clean. */
export const say = (text) => process.stderr.write(`[zhanqun] ${text}\n`)

/** A failure whose message is all that the reader needs: no stack. */
export class SetupError extends Error {}

const running = new Set()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

const stopRunning = () => running.forEach((child) => child.kill())
const stopAndExit = (signal) => {
  stopRunning()
  process.exit(128 + os.constants.signals[signal])
}

// We listen only while something runs: whatever is imported later (the CLI) has its own way to stop.
function remember(child) {
  if (running.size === 0) listen('on')
  running.add(child)
}

function forget(child) {
  if (running.delete(child) && running.size === 0) listen('off')
}

function listen(onOrOff) {
  process[onOrOff]('exit', stopRunning)
  signals.forEach((signal) => process[onOrOff](signal, stopAndExit))
}

/** Starts a program that ends with us. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
  remember(child)
  child.once('close', () => forget(child))
  child.once('error', () => forget(child))
  return child
}

/** Runs a program to its end and answers its exit code (1 when it cannot be started or was killed). */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, options)
    child.once('error', () => resolve(1))
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** Runs a program to its end and answers what it said on both outputs. */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
    child.once('error', (error) => resolve({ code: 1, output, errors: errors + error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output, errors }))
  })
}

/** Runs a script's main function: its number is the exit code, a SetupError is told in one line. */
export async function main(task) {
  try {
    process.exitCode = (await task()) ?? 0
  } catch (error) {
    say(error instanceof SetupError ? error.message : error.stack)
    process.exitCode = 1
  }
}
