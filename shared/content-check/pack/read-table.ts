import { AppError } from '#shared/contract/app-error'
import { extractFile } from '#shared/content-check/extract-file'
import { defaultLimits } from '#shared/content-check/limits'

/**
 * Cells of the first sheet of a workbook, or of a file with comma-separated values in any of the usual encodings.
 * @throws AppError `invalid` where the file cannot be read
 */
export async function readTable(name: string, bytes: Uint8Array): Promise<string[][]> {
  const [extracted] = await extractFile(name, bytes, defaultLimits)
  const sheet = extracted?.parts.find(({ part }) => part.startsWith('sheet:'))
  if (sheet) return sheet.text.split('\n').map((line) => line.split('\t'))
  const body = extracted?.parts.find(({ part }) => part === 'body')
  if (!body || !/\.csv$/i.test(name))
    throw new AppError('invalid', `无法从“${name}”读出表格，请另存为 xlsx 或 csv 后重试`)
  return csvCells(body.text)
}

/** RFC 4180: cells in quotation marks may hold commas, line ends and doubled quotation marks. */
export function csvCells(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  return rows
}
