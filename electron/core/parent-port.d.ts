import type { WindowConnection } from './dispatcher'

/** What Electron gives a utilityProcess; core knows no more of Electron than this. */
export interface UtilityParentPort {
  postMessage(message: unknown): void
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly WindowConnection[] }) => void,
  ): unknown
}

declare global {
  namespace NodeJS {
    interface Process {
      readonly parentPort?: UtilityParentPort
    }
  }
}
