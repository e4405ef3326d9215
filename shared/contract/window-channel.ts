/** What the main process and the preload script say to each other while they hand over the port to core. */

/** The preload script asks for a port: once per loaded page. */
export const portWanted = 'port-wanted'

/** The main process hands a port over, with `PortHandover` beside it. */
export const corePort = 'core-port'
export interface PortHandover {
  /** How often core was started again since the console was opened. */
  readonly restarts: number
}

/** Core died: what was asked of it will not be answered. A new port follows. */
export const coreGone = 'core-gone'
