// What each folder may import of ours. Arrows point one way only; nothing imports the tests.
const shared = ['shared/contract', 'shared/domain', 'shared/inspection', 'shared/content-check', 'shared/signing']

const folders = {
  'shared/contract': { mayImport: [] },
  'shared/domain': { mayImport: ['shared/contract'] },
  'shared/signing': { mayImport: ['shared/contract'], node: true },
  'shared/inspection': { mayImport: ['shared/contract', 'shared/domain', 'shared/signing'], node: true },
  'shared/content-check': { mayImport: ['shared/contract', 'shared/domain', 'shared/signing'], node: true },
  'electron/main': { alias: 'main', mayImport: ['shared/contract'], node: true, electron: true },
  'electron/preload': { mayImport: ['shared/contract'], electron: true },
  'electron/core': { alias: 'core', mayImport: shared, node: true },
  renderer: { mayImport: ['shared/contract', 'shared/domain'] },
  platform: { mayImport: shared, node: true },
  cli: { mayImport: [...shared, 'platform'], node: true },
}

const noElectron = 'Only electron/main and electron/preload know Electron: ask through shared/contract/native.'

// How deep files lie in their folder; a relative path may climb to the folder, not out of it.
const depths = [0, 1, 2, 3]

/** The ESLint configurations that hold the table, one for each folder and depth. */
export const importDirections = Object.entries(folders).flatMap(([folder, rules]) =>
  depths.map((depth) => ({
    files: [`${folder}/${'*/'.repeat(depth)}*.{ts,vue}`],
    rules: { 'no-restricted-imports': ['error', { patterns: patternsFor(folder, depth, rules) }] },
  })),
)

function patternsFor(folder, depth, { alias = folder, mayImport, node = false, electron = false }) {
  const allowed = [alias, ...mayImport].join('|')
  const patterns = [
    { regex: `^#(?!(${allowed})/)`, message: onlyFrom(folder, mayImport) },
    {
      regex: `^(\\.\\./){${depth + 1}}`,
      message: `Relative paths stay inside ${folder}: use an alias (#…) it may import.`,
    },
  ]
  if (!node) patterns.push({ regex: '^node:', message: noNode(folder) })
  if (!electron) patterns.push({ regex: '^electron(/|$)', message: noElectron })
  return patterns
}

function noNode(folder) {
  return `${folder} runs without Node: do it in electron/core and ask for it.`
}

function onlyFrom(folder, mayImport) {
  if (mayImport.length === 0) return `${folder} imports nothing else of ours: move what is needed into it.`
  return `${folder} may import only ${mayImport.join(', ')}: move what is shared there, or ask over a contract.`
}
