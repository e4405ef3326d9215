import { builtinModules } from 'node:module'
import path from 'node:path'
import { inRoot, root } from '../setup/project.mjs'

const builtins = [...builtinModules, /^node:/, 'electron']

// What a bundle knows of its surroundings; shared/contract/surroundings.ts reads it.
const surroundings = (folder, workers) => {
  const project = `${path.relative(folder, root)}/`
  return `globalThis.zhanqunSurroundings ??= { workers: new URL('${workers}', import.meta.url).href, project: new URL('${project}', import.meta.url).href };`
}

/**
 * Vite configuration of one file for Node, its maps beside it. Its npm packages stay in node_modules, unless `outside`
 * names those that do: then the rest is inside and small, since core's start is an operator's wait.
 */
export const moduleBundle = ({ entry, folder, name, workers = './workers/', outside }) => ({
  ...common,
  ...(outside && { ssr: { noExternal: true, external: outside }, resolve: { alias: parts } }),
  build: {
    ...output(folder),
    ssr: entry,
    rolldownOptions: {
      input: entry,
      output: {
        format: 'es',
        entryFileNames: `${name}.mjs`,
        codeSplitting: false,
        banner: surroundings(folder, workers),
        ...(outside && { minify: withoutBlanks }),
      },
    },
  },
})

/** The same with everything inside and as CommonJS, which a sandboxed preload script has to be. */
export const standaloneBundle = ({ entry, folder, name }) => ({
  ...common,
  ssr: { noExternal: true },
  build: {
    ...output(folder),
    ssr: entry,
    rolldownOptions: {
      input: entry,
      external: builtins,
      output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
    },
  },
})

const parts = [{ find: /^undici$/, replacement: inRoot('build/vite/undici-parts.mjs') }]

// Names stay, so that a stack trace still says something.
const withoutBlanks = { compress: true, mangle: false, codegen: { removeWhitespace: true } }

const common = { root, configFile: false, logLevel: 'warn', publicDir: false }

const output = (folder) => ({
  outDir: folder,
  emptyOutDir: false,
  target: 'node20.18',
  sourcemap: true,
  minify: false,
  reportCompressedSize: false,
})
