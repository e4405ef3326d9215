import { oneOf } from './chance'

const surnames = '林沈顾周何陆唐方魏秦程许薛叶宋董萧钱潘丁汪田任姜范邹熊孟白江阎侯邵龙万段雷贺倪汤'
const firstNames = '知雅志文景承明远正书清望思嘉立怀仲予若子以元亦永季'
const secondNames = '远琴明博澜毅德舟国云和川涵言诚安宁行川溪朗庭之恒秋'

/** The name of a person who does not exist. */
export const personName = (...words: readonly (string | number)[]): string =>
  oneOf([...surnames], 'surname', ...words) +
  oneOf([...firstNames], 'first', ...words) +
  oneOf([...secondNames], 'second', ...words)

/** An office number of an area code that is not given out. */
export const officePhone = (number: number): string => `0680-${String(6_000_000 + (number % 3_000_000))}`
