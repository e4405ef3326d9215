import { check } from './check.mjs'
import { prepareConsole } from './setup/prepare.mjs'
import { main, run, say } from './setup/project.mjs'
import { startVirtualDisplay } from './setup/virtual-display.mjs'
import { countLine, isClean, outcome, runPlaywright, runVitest, summary } from './test/results.mjs'

await main(async () => {
  const environment = await prepareConsole({ display: false })
  const outcomes = [...(await check()), await integration(), await endToEnd(environment)]
  process.stdout.write(`\n${outcomes.map(countLine).join('\n')}\n${summary(outcomes)}\n`)
  return isClean(outcomes) ? 0 : 1
})

const integration = () => runVitest('integration', run)

// Always on a display of their own, so that they neither disturb whoever sits there nor are disturbed.
async function endToEnd(environment) {
  const display = await startVirtualDisplay()
  try {
    return await runPlaywright(run, { env: { ...process.env, ...environment, ...display.env } })
  } catch (error) {
    say(error.stack)
    return outcome('e2e', 1)
  } finally {
    display.close()
  }
}
