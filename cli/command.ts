/** A command of `zhanqun`: one file in cli/commands, found by its place. Exit codes: 0 clean, 1 findings, 2 could not run. */
export interface CliCommand {
  readonly name: string
  readonly summary: string
  readonly usage: string
  run(
    args: readonly string[],
    io: {
      stdout(text: string): void
      /** Waits until whoever reads the output has taken most of it: for long outputs, which else pile up here. */
      drained?(): Promise<void>
      stderr(text: string): void
      stdin: AsyncIterable<Uint8Array>
      signal: AbortSignal
    },
  ): Promise<0 | 1 | 2>
}
