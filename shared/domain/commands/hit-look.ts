import { Type } from '@sinclair/typebox'
import { Id, Nullable } from '#shared/contract/primitives'
import { commandRule } from '#shared/domain/command-rule'

/**
 * Tells the audit trail which classified hits were on somebody's screen, many at a time. It changes nothing and reads
 * nothing: a look has happened, whatever became of the hit meanwhile, and never waits for another command.
 */
export const rule = commandRule({
  type: 'hit.look',
  args: Type.Object(
    {
      /** The site of all of them; null where they are of several, or of files. */
      siteId: Nullable(Id),
      hitIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
    },
    { additionalProperties: false },
  ),
  right: 'hit.read',
  anywhere: true,
  reads: () => ({}),
  decide: () => [],
  witnessed: ({ hitIds }) => hitIds.map((id) => ({ kind: 'hit', id })),
})
