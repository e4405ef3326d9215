import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { inOut } from './project.mjs'

/** Does something while no other process of this project does the same; waits for its turn. */
export async function exclusively(name, task) {
  const file = inOut('locks', name)
  mkdirSync(inOut('locks'), { recursive: true })
  while (!take(file)) await delay(100)
  try {
    return await task()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    leaveToTheLiving(file)
    return false
  }
}

// A process that was killed cannot take its lock away.
function leaveToTheLiving(file) {
  const owner = ownerOf(file)
  if (owner && !isAlive(owner)) rmSync(file, { force: true })
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
