const separator = /[\t|]/

const isRow = (line: string) => separator.test(line)

/**
 * Text of the first cell of the column that the offset stands in, where the text around it is a table: lines whose
 * cells are parted by tabs or bars. Undefined elsewhere.
 */
export function columnHeader(text: string, at: number): string | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const line = text.slice(start, endOfLine(text, at))
  if (!isRow(line)) return undefined
  const column = text.slice(start, at).split(separator).length - 1
  return firstRow(text, start).split(separator)[column]
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

let lastText = ''
let lastTable: { readonly from: number; to: number; readonly head: string } | undefined

/** The first line of the table that a line is of. Rows are asked for one after the other: the last table is kept. */
function firstRow(text: string, start: number): string {
  if (text === lastText && lastTable && start >= lastTable.from && start <= lastTable.to + 1)
    return reached(lastTable, endOfLine(text, start))
  let from = start
  while (from > 0) {
    const before = text.lastIndexOf('\n', from - 2) + 1
    if (!isRow(text.slice(before, from - 1))) break
    from = before
  }
  lastText = text
  lastTable = { from, to: endOfLine(text, start), head: text.slice(from, endOfLine(text, from)) }
  return lastTable.head
}

function reached(table: { to: number; readonly head: string }, end: number): string {
  table.to = Math.max(table.to, end)
  return table.head
}
