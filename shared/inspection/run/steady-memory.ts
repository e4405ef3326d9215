import { setFlagsFromString } from 'node:v8'

/**
 * A run leaves much garbage and keeps little. By itself the heap then grows to several times what is alive before it is
 * swept (366 MB were seen over 100,000 addresses); with this it stays where it is (194 MB), and the run is no slower.
 */
export const keepMemorySteady = (): void => setFlagsFromString('--heap-growing-percent=30')
