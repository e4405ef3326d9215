#!/usr/bin/env node
import { pathToFileURL } from 'node:url'
import { cliBundles, cliFile, ensureBuilt } from '../setup/build.mjs'
import { ensurePackages } from '../setup/packages.mjs'
import { say, SetupError } from '../setup/project.mjs'

// Exit code 2 is the CLI's own for "could not run".
try {
  await ensurePackages()
  await ensureBuilt(cliBundles)
  await import(pathToFileURL(cliFile).href)
} catch (error) {
  say(error instanceof SetupError ? error.message : error.stack)
  process.exit(2)
}
