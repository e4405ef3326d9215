import { appBundles, appFolder, cliBundles, ensureBuilt } from './build.mjs'
import { describeRuntime, electronRuntime } from './electron-runtime.mjs'
import { ensurePackages } from './packages.mjs'
import { say } from './project.mjs'
import { ensureSystemLibraries, hasDisplay } from './system-libraries.mjs'

/**
 * Brings a fresh clone to where the console can run: npm packages, system libraries, an Electron, and what is built.
 * Answers the environment that tells tests and the tour where they are.
 */
export async function prepareConsole({ display = hasDisplay(), bundles = [] } = {}) {
  await ensurePackages()
  await ensureSystemLibraries({ display })
  const runtime = await electronRuntime()
  say(describeRuntime(runtime))
  await ensureBuilt([...new Set([...appBundles, ...cliBundles, ...bundles])])
  return { ZHANQUN_ELECTRON: runtime.executable, ZHANQUN_APP: appFolder }
}

/** Chromium refuses to sandbox for root. */
export const electronFlags = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])
