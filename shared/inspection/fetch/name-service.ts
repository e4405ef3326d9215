import { lookup } from 'node:dns/promises'

export type Lookup = (host: string) => Promise<unknown>

/**
 * Tells an unknown name from a missing name service: behind a dead or fenced-off resolver every name is unknown.
 * The witnesses are asked once a run.
 */
export class NameService {
  private works: Promise<boolean> | undefined

  constructor(
    private readonly witnesses: readonly string[],
    private readonly look: Lookup = lookup,
  ) {}

  isWorking(): Promise<boolean> {
    this.works ??= Promise.any(this.witnesses.map((host) => this.look(host))).then(
      () => true,
      () => false,
    )
    return this.works
  }
}
