import { AppError } from '#shared/contract/app-error'

/** A whole number as an option gives it. @throws AppError `invalid` naming the option, with the usage */
export function numberIn(name: string, text: string, [least, most]: readonly [number, number], usage: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new AppError('invalid', `--${name} 须为 ${least} 至 ${most} 的整数，现为“${text}”\n\n${usage}`)
}
