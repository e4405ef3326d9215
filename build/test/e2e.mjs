import { pathToFileURL } from 'node:url'
import { prepareConsole } from '../setup/prepare.mjs'
import { main, run } from '../setup/project.mjs'
import { startVirtualDisplay } from '../setup/virtual-display.mjs'
import { runPlaywright } from './results.mjs'

/** Some tests have two versions speak with each other. */
export const endToEndBundles = ['next']

/**
 * Runs the end-to-end tests in a real Electron. Always on a display of their own, so that they neither disturb whoever
 * sits there nor are disturbed.
 */
export async function endToEnd(environment, filters = []) {
  const display = await startVirtualDisplay()
  try {
    return await runPlaywright(run, filters, { env: { ...process.env, ...environment, ...display.env } })
  } finally {
    display.close()
  }
}

// Some of them alone: node build/test/e2e.mjs shell
if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(async () => {
    const { failed } = await endToEnd(
      await prepareConsole({ display: false, bundles: endToEndBundles }),
      process.argv.slice(2),
    )
    return failed === 0 ? 0 : 1
  })
