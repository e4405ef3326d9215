import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const sharedMemory = '/dev/shm'

/** Where files are kept for the time of a run: in memory where the system has a place for that. */
export const inMemory = existsSync(sharedMemory) ? sharedMemory : tmpdir()
