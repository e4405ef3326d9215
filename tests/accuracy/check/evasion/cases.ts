import { checkText } from '#shared/content-check/check-text'
import { extractFile } from '#shared/content-check/extract-file'
import { defaultLimits } from '#shared/content-check/limits'
import { createChance } from '#tests/chance'
import { subjects, type Subject } from './subjects'
import { downwards, techniques } from './techniques'

export interface Case {
  readonly technique: string
  readonly category: string
  readonly isHeldOut: boolean
  readonly text: string
  readonly isFound: boolean
}

const rounds = 4
const seed = 20_260_501
const marks = new Set(['secrecy-mark', 'internal-mark'])

/** Every technique on every subject, a few times each; those that change nothing count once. */
export async function measureEvasion(): Promise<Case[]> {
  const chance = createChance(seed)
  const cases: Case[] = []
  for (const subject of subjects)
    for (const { name, disguise } of [...techniques, ...(marks.has(subject.category) ? [downwards] : [])]) {
      const texts = new Set(Array.from({ length: rounds }, () => disguise(subject.text, chance)))
      const isUsed = name === 'as it is' || !texts.has(subject.text) || texts.size > 1
      for (const text of isUsed ? texts : []) {
        const { category, isHeldOut } = subject
        if (text === subject.text && name !== 'as it is') continue
        cases.push({ technique: name, category, isHeldOut, text, isFound: await isFound(subject, text) })
      }
    }
  return cases
}

async function isFound({ category, before, after }: Subject, disguised: string): Promise<boolean> {
  const isMarkup = disguised.includes('<')
  const whole = before + disguised + after
  const text = isMarkup ? await textOfPage(whole) : whole
  const end = text.length - after.length
  return checkText(text).some((hit) => hit.category === category && hit.end > before.length && hit.start < end)
}

async function textOfPage(body: string): Promise<string> {
  const page = `<html><body><p><span>${body.replaceAll('\n', '</span></p><p><span>')}</span></p></body></html>`
  const [extracted] = await extractFile('page.html', new TextEncoder().encode(page), defaultLimits)
  return (
    extracted?.parts
      .map(({ text }) => text)
      .join('\n')
      .trim() ?? ''
  )
}
