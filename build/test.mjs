import { check } from './check.mjs'
import { prepareConsole } from './setup/prepare.mjs'
import { main, run, say, SetupError } from './setup/project.mjs'
import { endToEnd, endToEndBundles } from './test/e2e.mjs'
import { countLine, isClean, outcome, runVitest, summary } from './test/results.mjs'

await main(async () => {
  const outcomes = await runAll()
  process.stdout.write(`\n${outcomes.map(countLine).join('\n')}\n${summary(outcomes)}\n`)
  return isClean(outcomes) ? 0 : 1
})

async function runAll() {
  const environment = await holding(() => prepareConsole({ display: false, bundles: endToEndBundles }))
  if (!environment) return [outcome('setup', 1)]
  const checks = await check()
  const integration = await runVitest('integration', run)
  return [...checks, integration, (await holding(() => endToEnd(environment))) ?? outcome('e2e', 1)]
}

/** What went wrong is told and counted, and does not keep the last line from being printed. */
async function holding(task) {
  try {
    return await task()
  } catch (error) {
    say(error instanceof SetupError ? error.message : error.stack)
    return undefined
  }
}
