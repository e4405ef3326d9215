/**
 * Where a bundle finds the files beside it. The build writes it into every bundle, the test runner sets it for
 * sources; a folder's URL ends in a slash.
 */
interface Surroundings {
  readonly workers: string
  readonly project: string
}

declare global {
  var zhanqunSurroundings: Surroundings | undefined
}

function surroundings(): Surroundings {
  if (globalThis.zhanqunSurroundings) return globalThis.zhanqunSurroundings
  throw new Error('zhanqunSurroundings is not set: run the bundle, or the tests through vitest')
}

/** File URL of the worker built from `<name>.worker.ts`, for `new Worker(new URL(workerUrl('check')))`. */
export const workerUrl = (name: string): string => `${surroundings().workers}${name}.mjs`

/** File URL of a file of the project that is read at run time, as `platform/demo/data/regulations.jsonl.gz`. */
export const projectUrl = (file: string): string => `${surroundings().project}${file}`
