import type { Visit } from './visit'

/** Headers that make a request to an address conditional; none where nothing is known of it. */
export type Conditions = (url: string) => Readonly<Record<string, string>>

/** Where pages come from: the network, or a run's own memory in front of it. */
export interface PageSource {
  /** Reads a page whole, up to the plan's byte limit; of anything but a web page only the beginning. */
  page(url: string, conditions?: Conditions): Promise<Visit>
  /** Reads enough of a page to know whether it is there; urgently, where others wait for the answer, before its host's queue. */
  probe(url: string, isUrgent?: boolean): Promise<Visit>
  /** False where the plan or the address itself keeps the connection on this machine or a named test server. */
  needsNetwork(url: string): boolean
  /** True where a silent host may as well be our own missing way out. */
  mayBeOurFault(visit: Visit): Promise<boolean>
  /** True where a test server answered for a host that it does not carry: the real one was never asked. */
  isMisdirected(visit: Visit): boolean
}
