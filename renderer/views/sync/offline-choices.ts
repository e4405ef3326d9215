import { grouped } from '#renderer/formats.ts'

/** What is offered; a rule that says something else is offered besides. */
export const dayChoices = [0, 7, 30, 90] as const
export const limitChoices = [100, 300, 1_000, 3_000] as const
export const monthChoices = [3, 6, 12, 24, null] as const

/** A choice by name, since a segmented control chooses among names; null stands for no end. */
export const named = (value: number | null): string => String(value)
export const numberOf = (name: string): number => Number(name)

/** Bytes in whole megabytes, as operators read sizes; less than one is said with a decimal. */
export const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${grouped(Math.round(bytes / 1_000_000))} MB`
