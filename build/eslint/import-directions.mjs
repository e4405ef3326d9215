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

/** One ESLint configuration for each folder of the table. */
export const importDirections = Object.entries(folders).map(([folder, rules]) => ({
  files: [`${folder}/**/*.{ts,vue}`],
  rules: { 'no-restricted-imports': ['error', { patterns: patternsFor(folder, rules) }] },
}))

function patternsFor(folder, { alias = folder, mayImport, node = false, electron = false }) {
  const allowed = [...new Set([alias, ...mayImport])]
  return [
    { regex: `^#(?!(${allowed.join('|')})/)`, message: onlyFrom(folder, mayImport) },
    { regex: '^\\.\\./', message: `Relative imports stay in their own folder: write #${alias}/… instead.` },
    ...(node
      ? []
      : [{ regex: '^node:', message: `${folder} runs without Node: do it in electron/core and ask for it.` }]),
    ...(electron
      ? []
      : [
          {
            regex: '^electron(/|$)',
            message: `Only electron/main and electron/preload know Electron: ask through shared/contract/native.`,
          },
        ]),
  ]
}

function onlyFrom(folder, mayImport) {
  if (mayImport.length === 0) return `${folder} imports nothing else of ours: move what is needed into it.`
  return `${folder} may import only ${mayImport.join(', ')}: move what is shared there, or ask over a contract.`
}
