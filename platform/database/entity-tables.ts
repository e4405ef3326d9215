import type { TSchema } from '@sinclair/typebox'
import { entityKinds, kindNames, type EntityKind } from '#shared/contract/entity'
import { Day, Id, Instant } from '#shared/contract/primitives'

/** One field of an entity and the column that holds it. */
export interface FieldColumn {
  readonly field: string
  readonly column: string
  readonly type: string
}
export interface EntityTable {
  readonly table: string
  readonly columns: readonly FieldColumn[]
}

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const textTypes: Readonly<Record<string, string>> = {
  [Id.pattern ?? '']: 'uuid',
  [Day.pattern ?? '']: 'date',
  [Instant.pattern ?? '']: 'timestamptz',
}
const plainTypes: Readonly<Record<string, string>> = {
  integer: 'integer',
  number: 'double precision',
  boolean: 'boolean',
}

/** The PostgreSQL type of a field; what isn't a scalar is jsonb. */
function columnType(schema: TSchema): string {
  const choices = (schema.anyOf as readonly TSchema[] | undefined)?.filter((choice) => choice.type !== 'null')
  if (choices) {
    const types = new Set(choices.map(columnType))
    const [only] = types
    return types.size === 1 && only ? only : 'jsonb'
  }
  if (schema.type === 'string') return textTypes[schema.pattern as string] ?? 'text'
  return plainTypes[schema.type as string] ?? 'jsonb'
}

function tableOf(kind: EntityKind): EntityTable {
  const fields = Object.entries<TSchema>(entityKinds[kind].schema.properties)
  return {
    table: snakeCase(kind),
    columns: fields.map(([field, schema]) => ({ field, column: snakeCase(field), type: columnType(schema) })),
  }
}

/** The table of each kind of entity, read off its schema. A test holds it against the migrated database. */
export const entityTables = Object.fromEntries(kindNames.map((kind) => [kind, tableOf(kind)])) as Readonly<
  Record<EntityKind, EntityTable>
>
