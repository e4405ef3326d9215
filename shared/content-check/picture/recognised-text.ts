const han = '[\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef]'
const betweenHan = new RegExp(`(?<=${han}) (?=${han})|(?<=${han}) (?=\\d)|(?<=\\d) (?=${han})`, 'g')

// The engine does not know the star and takes it for a letter of its shape; a slender 1 it takes for a bracket.
const starForms = '[女文广大太才六次妇食会交丰火夫天犬又有贡如本末叉★☆*xX+]'
const markWithTerm = /(绝密|机密|秘密)\s*[^\s\d年月件级（(：:，,。]\s*([\d\][|lI!丨oO〇]{1,2})\s*(?=年|个月|月)/g
const starAtEnd = new RegExp(`^(\\s*(?:绝密|机密|秘密))\\s*${starForms}(?=\\s*$)`, 'gm')

const asDigits = (term: string) => term.replace(/[oO〇]/g, '0').replace(/\D/g, '1')

/** Text as the engine gives it, without the blanks it puts between Chinese characters, and with the star of secrecy marks. */
export const recognisedText = (text: string): string =>
  text
    .replace(betweenHan, '')
    .replace(markWithTerm, (_, level: string, term: string) => `${level}★${asDigits(term)}`)
    .replace(starAtEnd, '$1★')
