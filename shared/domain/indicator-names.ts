import titles from './indicator-titles.json'

const known: Readonly<Record<string, Readonly<Record<'zh-CN' | 'en', string>>>> = titles

/**
 * “V3 首页不更新”: what an indicator is called on screen and on paper; only its id where it has no title.
 * Source: 国办秘函〔2019〕19号 and 国办发〔2017〕47号.
 */
export const indicatorName = (id: string, language: 'zh-CN' | 'en' = 'zh-CN'): string =>
  [id, known[id]?.[language] ?? ''].join(' ').trim()
