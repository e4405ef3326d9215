/** 97.4%; below one per cent 0.04%, so that a few of many do not read as none */
export function rate(part: number, whole: number): string {
  if (whole === 0) return '–'
  const percent = (100 * part) / whole
  return `${percent.toFixed(percent > 0 && percent < 1 ? 2 : 1)}%`
}
