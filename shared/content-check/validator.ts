import type { CheckContext } from './hit'

/** Confirms a match by arithmetic. One file each in validators/, exported as `validator`. */
export interface Validator {
  readonly name: string
  /** `value` is the match without spaces and hyphens; `before` the 24 normalised characters in front of it. */
  accepts(value: string, before: string, context: CheckContext): boolean
}

const modules = import.meta.glob<Validator>('./validators/*.ts', { eager: true, import: 'validator' })

export const validators: ReadonlyMap<string, Validator> = new Map(
  Object.values(modules).map((validator) => [validator.name, validator]),
)
