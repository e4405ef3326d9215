import { existsSync, readFileSync, rmSync } from 'node:fs'
import { inOut, inRoot, capture } from '../setup/project.mjs'

/**
 * What came of one suite or check: `{ name, passed, failed, output }`. A run that failed without a failing test, or that
 * left no result at all, counts as one failure: silence is never success.
 */
export const outcome = (name, code, counts, output = '') => ({
  name,
  output,
  passed: counts?.passed ?? 0,
  failed: counts && (code === 0 || counts.failed > 0) ? counts.failed : 1,
})

/** Runs a check that either holds or not, as one test. */
export async function runCheck(name, packageBin, args) {
  const { code, output, errors } = await runPackage(packageBin, args)
  return outcome(name, code, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }, output + errors)
}

/** Runs a vitest project and reads its counts. */
export async function runVitest(name, run = capture, options = {}) {
  const file = resultFile(name)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const args = [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', name, ...reporters]
  const result = await run(process.execPath, args, options)
  const { code, output = '', errors = '' } = typeof result === 'number' ? { code: result } : result
  return outcome(name, code, vitestCounts(readResult(file)), output + errors)
}

/** Runs the end-to-end tests and reads their counts. */
export async function runPlaywright(run, filters, options) {
  const file = resultFile('e2e')
  const args = [
    inRoot('node_modules/@playwright/test/cli.js'),
    'test',
    '--config',
    inRoot('build/playwright.config.ts'),
    ...filters,
  ]
  return outcome('e2e', await run(process.execPath, args, options), playwrightCounts(readResult(file)))
}

const runPackage = (packageBin, args) => capture(process.execPath, [inRoot('node_modules', packageBin), ...args])

// An old result must not stand in for a run that left none.
function resultFile(name) {
  const file = inOut('test', `${name}.json`)
  rmSync(file, { force: true })
  return file
}

function readResult(file) {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const vitestCounts = (result) => countsOf(result?.numPassedTests, result?.numFailedTests)
const playwrightCounts = (result) => countsOf(result?.stats?.expected, result?.stats?.unexpected)

function countsOf(passed, failed) {
  const isWhole = Number.isInteger(passed) && Number.isInteger(failed) && passed + failed > 0
  return isWhole ? { passed, failed } : undefined
}

/** The sum of several outcomes, as the one line that ends a run. */
export function summary(outcomes) {
  const sum = (key) => outcomes.reduce((total, each) => total + each[key], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed`
}

export const isClean = (outcomes) => outcomes.every((each) => each.failed === 0)

export const countLine = ({ name, passed, failed }) =>
  `${failed === 0 ? 'ok  ' : 'FAIL'} ${name} (${passed}/${passed + failed})`
