import { inOut, inRoot } from '../setup/project.mjs'

/** What the next version changes: its schema has one more number, and a sub-site has one more field. */
const next = [
  ['shared/contract/command.ts', 'export const schemaVersion = 1', 'export const schemaVersion = 2'],
  [
    'shared/contract/site.ts',
    'offlineUntil: Nullable(Day),',
    'offlineUntil: Nullable(Day),\n  dutyPhone: Type.String(),',
  ],
]
/** A platform that no longer takes what this version sends. */
const strict = [...next, ['platform/http/register-route.ts', 'oldestSchema = 1', 'oldestSchema = 2']]

/** Builds the sources with edits. Every edit has to fit, so that a test can't quietly run this version as the next one. */
function edited(edits) {
  const left = new Map(edits.map(([file, from, to]) => [inRoot(file), { from, to }]))
  return {
    name: 'next-version',
    enforce: 'pre',
    transform(code, id) {
      const edit = left.get(id)
      if (!edit) return null
      if (code.split(edit.from).length !== 2) this.error(`the next version's edit no longer fits ${id}`)
      left.delete(id)
      return { code: code.replace(edit.from, edit.to), map: null }
    },
    closeBundle() {
      if (left.size > 0) throw new Error(`the next version has no ${[...left.keys()].join(', ')}`)
    },
  }
}

/** Platforms and a core of the next version, under out/next. */
export async function buildNextVersion(coreOutside) {
  const [{ build }, { moduleBundle }] = await Promise.all([import('vite'), import('../vite/node-bundle.mjs')])
  const make = (edits, options) =>
    build({ ...moduleBundle({ folder: inOut('next'), ...options }), plugins: [edited(edits)] })
  const cli = { entry: inRoot('cli/main.ts'), workers: '../cli/workers/' }
  await make(next, { ...cli, name: 'platform' })
  await make(strict, { ...cli, name: 'strict-platform' })
  const core = { entry: inRoot('electron/core/main.ts'), folder: inOut('next/app'), name: 'core' }
  await make(next, { ...core, outside: coreOutside })
}
