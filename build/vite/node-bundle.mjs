import { builtinModules } from 'node:module'
import path from 'node:path'
import { root } from '../setup/project.mjs'

const builtins = [...builtinModules, /^node:/, 'electron']

// What a bundle knows of its surroundings; shared/contract/surroundings.ts reads it.
const surroundings = (folder, workers) => {
  const project = `${path.relative(folder, root)}/`
  return `globalThis.zhanqunSurroundings ??= { workers: new URL('${workers}', import.meta.url).href, project: new URL('${project}', import.meta.url).href };`
}

/** Vite configuration of one file for Node: its npm packages stay in node_modules, its maps beside it. */
export const moduleBundle = ({ entry, folder, name, workers = './workers/' }) => ({
  ...common,
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

const common = { root, configFile: false, logLevel: 'warn', publicDir: false }

const output = (folder) => ({
  outDir: folder,
  emptyOutDir: false,
  target: 'node20.18',
  sourcemap: true,
  minify: false,
  reportCompressedSize: false,
})
