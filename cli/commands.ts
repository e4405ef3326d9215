import type { CliCommand } from './command'

const found = Object.values(import.meta.glob<CliCommand>('./commands/*.ts', { eager: true, import: 'command' }))

/** Every command of `zhanqun`, by name: one file each in `commands/`. */
export const commands: ReadonlyMap<string, CliCommand> = new Map(found.map((command) => [command.name, command]))
