import titles from './indicator-titles.json'

const known: Readonly<Record<string, string>> = titles

/** “V3 首页不更新”; only the id of an indicator without a title. Source: 国办秘函〔2019〕19号 and 国办发〔2017〕47号. */
export const indicatorName = (id: string): string => [id, known[id] ?? ''].join(' ').trim()
