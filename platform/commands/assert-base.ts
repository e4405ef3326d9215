import { AppError } from '#shared/contract/app-error'
import type { Command } from '#shared/contract/command'
import { refsOf, type Reads } from '#shared/domain/command-rule'
import type { Known } from './load-state'

const keyOf = (kind: string, id: string) => `${kind}:${id}`

/**
 * Holds what the command was decided on against what is there.
 * @throws AppError `conflict` where an entity moved on, `invalid` where the command doesn't say what it was decided on
 */
export function assertBase({ base }: Command, reads: Reads, known: readonly Known[]): void {
  const seen = new Map(base.map(({ entity, version }) => [keyOf(entity.kind, entity.id), version]))
  const present = new Map(known.map(({ kind, entity }) => [keyOf(kind, entity.id), entity.version]))
  for (const { kind, id } of refsOf(reads).filter((ref) => ref.guarded)) {
    const [theirs, mine] = [present.get(keyOf(kind, id)), seen.get(keyOf(kind, id))]
    if (mine === undefined) throw new AppError('invalid', '指令没有写明所依据的版本，请升级客户端', { kind, id })
    if (mine !== theirs) throw new AppError('conflict', '数据已被他人更新，请查看双方版本后重新办理', { kind, id })
  }
}
