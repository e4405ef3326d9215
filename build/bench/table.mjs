const columns = {
  bench: ({ bench }) => bench,
  measure: ({ name }) => name,
  value: ({ value, unit }) => `${shown(value)} ${unit}`,
  floor: ({ floor, unit }) => (floor === undefined ? '' : `${shown(floor)} ${unit}`),
  'x floor': ({ value, floor }) => (floor ? (value / floor).toFixed(2) : ''),
  target: ({ target }) => target ?? '',
  met: ({ met }) => (met === undefined ? '' : met ? 'yes' : 'NO'),
}

const shown = (value) => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2))

/** Rows `{bench, name, value, unit, floor?, target?, met?}` as a text table. */
export function table(rows) {
  const lines = [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((column) => column(row)))]
  const widths = lines[0].map((_, index) => Math.max(...lines.map((line) => line[index].length)))
  return lines.map((line) => line.map((cell, index) => cell.padEnd(widths[index])).join('  ')).join('\n')
}
