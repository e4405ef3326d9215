import { ensureBuilt } from '../setup/build.mjs'

/** Builds the worker files once before the tests, since a thread cannot be started from TypeScript. */
export const setup = () => ensureBuilt(['workers'])
