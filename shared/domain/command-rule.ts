import type { Static, TObject } from '@sinclair/typebox'
import type { EntityRef } from '#shared/contract/command'
import type { EntityKind, EntityOf } from '#shared/contract/entity'
import type { ObservedHit } from '#shared/contract/hit'
import type { Operator } from '#shared/contract/operator'
import type { Right } from '#shared/contract/right'
import type { SealedDocument } from '#shared/contract/sealed-document'

/**
 * How a rule reads one entity. `guarded`: the command was decided on this version, another one is a conflict. `looked`: any
 * version will do, and the rule leaves it as it is, so that several commands may look at it at once. `taken`: any version
 * will do, and the rule may change it.
 */
export interface OneRead<K extends EntityKind = EntityKind, Optional extends boolean = boolean> {
  readonly how: 'one'
  readonly kind: K
  /** Null reads as not there. */
  readonly id: string | null
  readonly guarded: boolean
  readonly optional: Optional
  /** The rule never changes it. */
  readonly kept?: true
}
/** Several entities by id; one that is missing refuses the command. */
export interface EachRead<K extends EntityKind = EntityKind> {
  readonly how: 'each'
  readonly kind: K
  readonly ids: readonly string[]
  readonly guarded: boolean
  readonly kept?: true
}
/** All entities of a kind whose indexed field has a value. */
export interface ManyRead<K extends EntityKind = EntityKind> {
  readonly how: 'many'
  readonly kind: K
  readonly field: string
  readonly value: string | null
  /** Of these, only those whose other field is one of the values. */
  readonly among?: { readonly field: string; readonly values: readonly string[] }
}
export type Read = OneRead | EachRead | ManyRead
export type Reads = Readonly<Record<string, Read>>

export const guarded = <K extends EntityKind>(kind: K, id: string): OneRead<K, false> => ({
  how: 'one',
  kind,
  id,
  guarded: true,
  optional: false,
})
export const taken = <K extends EntityKind>(kind: K, id: string): OneRead<K, false> => ({
  how: 'one',
  kind,
  id,
  guarded: false,
  optional: false,
})
export const looked = <K extends EntityKind>(kind: K, id: string): OneRead<K, false> => ({
  ...taken(kind, id),
  kept: true,
})
export const ifThere = <K extends EntityKind>(kind: K, id: string | null): OneRead<K, true> => ({
  how: 'one',
  kind,
  id,
  guarded: false,
  optional: true,
})
export const guardedEach = <K extends EntityKind>(kind: K, ids: readonly string[]): EachRead<K> => ({
  how: 'each',
  kind,
  ids,
  guarded: true,
})
export const lookedEach = <K extends EntityKind>(kind: K, ids: readonly string[]): EachRead<K> => ({
  how: 'each',
  kind,
  ids,
  guarded: false,
  kept: true,
})
export const many = <K extends EntityKind>(
  kind: K,
  field: keyof EntityOf<K> & string,
  value: string | null,
): ManyRead<K> => ({ how: 'many', kind, field, value })
/** As `many`, but read only where another field is one of the values. */
export const manyAmong = <K extends EntityKind>(
  kind: K,
  [field, value]: readonly [keyof EntityOf<K> & string, string | null],
  [other, values]: readonly [keyof EntityOf<K> & string, readonly string[]],
): ManyRead<K> => ({ how: 'many', kind, field, value, among: { field: other, values } })

type ValueOf<R> =
  R extends OneRead<infer K, infer O>
    ? O extends true
      ? EntityOf<K> | null
      : EntityOf<K>
    : R extends EachRead<infer K>
      ? readonly EntityOf<K>[]
      : R extends ManyRead<infer K>
        ? readonly EntityOf<K>[]
        : never
/** What a rule gets to see: the value of each of its reads. */
export type StateOf<R extends Reads> = { readonly [N in keyof R]: ValueOf<R[N]> }

/** One entity to be stored. Its `version` is the one that was read (0: new); storing it adds one. */
export type Change = { [K in EntityKind]: { readonly kind: K; readonly entity: EntityOf<K> } }[EntityKind]
export const save = <K extends EntityKind>(kind: K, entity: EntityOf<K>): Change => ({ kind, entity }) as Change

/** What a rule needs of its surroundings, handed in so that it stays pure. */
export interface RuleContext {
  readonly by: Operator
  /** Platform time; in the console its measured estimate. */
  readonly at: string
  /** When the operator gave the command, by the console's estimate of platform time; `at` where it is judged at once. */
  readonly madeAt: string
  /** Id of the command. */
  readonly commandId: string
  /** The workstation that the command came from, once the platform has it. */
  readonly device?: string | undefined
  /** SM3 of the canonical JSON of a value. */
  sm3(value: unknown): string
  /** Hits of the content check in a text part. */
  check(part: string, text: string): readonly ObservedHit[]
  readonly packVersion: string
  /** Faults of a sealed document, empty when it verifies. */
  verify(document: SealedDocument): readonly string[]
  /** An id that everybody computes alike from the same words (for entities a rule makes as a side effect). */
  idFrom(...words: readonly string[]): string
}

/** One command: obeyed twice with the same code, by the console at once and by the platform with authority. */
export interface CommandRule<A extends TObject = TObject, R extends Reads = Reads> {
  readonly type: string
  readonly args: A
  /** The right it takes. It has to cover the site read under the name `site`; without such a read, the whole province. */
  readonly right: Right | ((args: Static<A>) => Right)
  /** True where holding the right for any scope is enough, because the rule itself looks at each site or none is concerned. */
  readonly anywhere?: true
  reads(args: Static<A>): R
  /** The changes it makes. @throws AppError `rule`, `conflict`, `forbidden` */
  decide(state: StateOf<R>, args: Static<A>, context: RuleContext): readonly Change[]
  /** What its audit entry names although nothing of it is changed; such a command is sent and recorded for that alone. */
  witnessed?(args: Static<A>): readonly EntityRef[]
  /** What the platform made otherwise than it was asked for, in words for the operator; null where nothing is. */
  adjusted?(changes: readonly Change[], args: Static<A>, context: RuleContext): string | null
  /** The command that takes it back, from what was read before; absent or null where there is none. */
  undo?(
    before: StateOf<R>,
    args: Static<A>,
  ): { readonly type: string; readonly args: Readonly<Record<string, unknown>> } | null
}

export const commandRule = <A extends TObject, R extends Reads>(rule: CommandRule<A, R>): CommandRule<A, R> => rule

/** References of a rule's reads by id, with whether another version is a conflict. */
export const refsOf = (
  reads: Reads,
): readonly (EntityRef & { readonly guarded: boolean; readonly optional: boolean })[] =>
  Object.values(reads).flatMap((read) => {
    if (read.how === 'one')
      return read.id === null ? [] : [{ kind: read.kind, id: read.id, guarded: read.guarded, optional: read.optional }]
    return read.how === 'each'
      ? read.ids.map((id) => ({ kind: read.kind, id, guarded: read.guarded, optional: false }))
      : []
  })
