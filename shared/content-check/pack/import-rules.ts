import type { HitSeverity } from '#shared/contract/hit'
import { categories, type Rule } from '#shared/content-check/rule'

/** A fault of one cell, numbered as a spreadsheet shows it. */
export interface CellFault {
  readonly row: number
  readonly column: string
  readonly message: string
}

export interface ImportedRules {
  readonly rules: readonly Rule[]
  readonly faults: readonly CellFault[]
}

const severityNames: Readonly<Record<string, HitSeverity>> = { 拦截: 'block', 复核: 'review', 提示: 'hint' }
const categoryNames: Readonly<Record<string, Rule['category']>> = {
  国家秘密标志: 'secrecy-mark',
  内部标志: 'internal-mark',
  公文格式: 'document-number',
  个人信息: 'personal-data',
  人名职务: 'person-post',
  规范表述: 'terminology',
  机构区划: 'institution',
  文字差错: 'wording',
}

/** Heads of the columns of a table of rules. One row a phrase; rows with the same 编号 are one rule. */
export const importColumns = ['编号', '名称', '类别', '级别', '词语', '建议词', '依据', '生效日期', '失效日期'] as const
type ColumnName = (typeof importColumns)[number]
const required: readonly ColumnName[] = ['编号', '名称', '类别', '级别', '词语', '依据']

type Line = Readonly<Record<ColumnName, string>> & { readonly row: number }

/** Rules from the cells of a table with a row of heads. Rows with faults are left out and told of, cell by cell. */
export function importRules(cells: readonly (readonly string[])[]): ImportedRules {
  const [heads = [], ...rows] = cells
  const missing = required.filter((name) => !heads.some((head) => head.trim() === name))
  if (missing.length > 0)
    return {
      rules: [],
      faults: missing.map((column) => ({ row: 1, column, message: `缺少“${column}”列，请补上表头` })),
    }
  const lines = rows.map((row, index) => lineOf(heads, row, index + 2)).filter((line) => line !== undefined)
  const faults = lines.flatMap(lineFaults)
  const wrong = new Set(faults.map(({ row }) => row))
  return { rules: rulesOf(lines.filter(({ row }) => !wrong.has(row))), faults }
}

function lineOf(heads: readonly string[], row: readonly string[], number: number): Line | undefined {
  if (row.every((cell) => cell.trim() === '')) return undefined
  const cell = (name: ColumnName) => (row[heads.findIndex((head) => head.trim() === name)] ?? '').trim()
  const entries = importColumns.map((name) => [name, cell(name)])
  return { ...(Object.fromEntries(entries) as Record<ColumnName, string>), row: number }
}

function lineFaults(line: Line): CellFault[] {
  const fault = (column: ColumnName, message: string): CellFault => ({ row: line.row, column, message })
  const known = (names: object) => Object.keys(names).join('、')
  return [
    ...required.filter((name) => line[name] === '').map((name) => fault(name, `“${name}”不能为空`)),
    ...(/^([a-z][a-z0-9-]+)?$/.test(line.编号)
      ? []
      : [fault('编号', '编号须以小写字母开头，只含小写字母、数字和连字符')]),
    ...(line.类别 === '' || categoryOf(line.类别)
      ? []
      : [fault('类别', `没有“${line.类别}”这一类，可用：${known(categoryNames)}`)]),
    ...(line.级别 === '' || severityNames[line.级别]
      ? []
      : [fault('级别', `没有“${line.级别}”这一级，可用：${known(severityNames)}`)]),
    ...(line.词语.length === 1 ? [fault('词语', '单个字会大量误报，请写两个字以上的词语')] : []),
    ...(line.词语 !== '' && line.词语 === line.建议词 ? [fault('建议词', '建议词与词语相同')] : []),
    ...(['生效日期', '失效日期'] as const)
      .filter((name) => !isDay(line[name]))
      .map((name) => fault(name, '日期须写作 2026-05-01')),
  ]
}

const isDay = (text: string) => text === '' || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)))

const categoryOf = (name: string) => categoryNames[name] ?? categories.find((category) => category === name)

function rulesOf(lines: readonly Line[]): Rule[] {
  const byId = new Map<string, Line[]>()
  for (const line of lines) byId.set(line.编号, [...(byId.get(line.编号) ?? []), line])
  return [...byId.values()].map(ruleOf)
}

function ruleOf(lines: readonly Line[]): Rule {
  const first = lines[0] as Line
  const withRight = lines.find(({ 建议词 }) => 建议词 !== '')
  const phrases = Object.fromEntries(lines.map(({ 词语, 建议词 }) => [词语, 建议词]))
  return {
    id: first.编号,
    title: first.名称,
    category: categoryOf(first.类别) ?? 'wording',
    severity: severityNames[first.级别] ?? 'review',
    source: first.依据,
    suggestion: withRight ? '改为建议词' : '核对并删改',
    ...(first.生效日期 !== '' && { validFrom: first.生效日期 }),
    ...(first.失效日期 !== '' && { validTo: first.失效日期 }),
    phrases: withRight ? phrases : lines.map(({ 词语 }) => 词语),
    examples: { hit: [{ text: first.词语, date: first.生效日期 || first.失效日期 || '2026-01-01' }], miss: [] },
  }
}
