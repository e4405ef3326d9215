import { pathToFileURL } from 'node:url'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, main } from './setup/project.mjs'
import { countLine, isClean, runCheck, runVitest } from './test/results.mjs'

const eslintArgs = ['.', '--max-warnings', '0', '--cache', '--cache-location', inOut('eslint/')]
const prettierArgs = ['.', '--check', '--log-level', 'warn', '--cache', '--cache-location', inOut('prettier.json')]

/** Types, lint, format and unit tests, side by side. Prints each as it ends; answers their outcomes. */
export function check() {
  const checks = [
    runCheck('types', 'vue-tsc/bin/vue-tsc.js', ['--build']),
    runCheck('lint', 'eslint/bin/eslint.js', eslintArgs),
    runCheck('format', 'prettier/bin/prettier.cjs', prettierArgs),
    runVitest('unit'),
  ]
  return Promise.all(checks.map((each) => each.then(show)))
}

// What went well is one line; what did not is told whole.
function show(outcome) {
  if (outcome.failed > 0) process.stdout.write(`\n${outcome.output.trim()}\n`)
  process.stdout.write(`${countLine(outcome)}\n`)
  return outcome
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(async () => {
    await ensurePackages()
    return isClean(await check()) ? 0 : 1
  })
