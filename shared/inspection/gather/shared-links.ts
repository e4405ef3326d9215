import type { CheckedLink } from './link-checker'

/** Verdicts that runs in several processes share, so that a link of 900 sites is asked once. */
export interface SharedLinks {
  /**
   * The verdict of whoever asked first, waited for where it is on its way; undefined where it is now the caller's to
   * ask, and to `keep`. Rejects with `cancelled` when the run ends meanwhile.
   */
  claim(url: string): Promise<CheckedLink | undefined>
  keep(url: string, checked: CheckedLink, isRechecked?: boolean): Promise<void>
  /** The verdict of a second look, where somebody had one. */
  rechecked(url: string): Promise<CheckedLink | undefined>
}
