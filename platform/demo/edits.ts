import { below, chance, oneOf } from './chance'

/** A text before and after an editor worked on it. */
export interface Edited {
  readonly before: string
  readonly after: string
}

/** Words an editor would exchange; each pair is applied once in the text. */
const words: readonly (readonly [RegExp, string])[] = [
  [/应当及时/, '应当在五个工作日内'],
  [/应当/, '须'],
  [/有关部门/, '有关主管部门'],
  [/可以/, '可以依法'],
  [/主管部门/, '行政主管部门'],
  [/加强/, '进一步加强'],
  [/或者/, '或'],
  [/根据/, '依据'],
  [/并/, '，并'],
  [/县级以上/, '市、县（区）'],
  [/规定的/, '所规定的'],
]
const additions = [
  '各地各部门要明确责任人和完成时限，确保各项措施落到实处。',
  '执行中遇到的问题，请及时向省政府办公厅反馈。',
  '有关单位应当于每季度末报送工作进展情况。',
  '本通知自印发之日起施行，此前规定与本通知不一致的，以本通知为准。',
  '要畅通群众咨询渠道，主动接受社会监督。',
] as const
const fewestChanges = 4
const mostChanges = 5

type Edit = (paragraphs: readonly string[], at: number, seed: number) => readonly string[]

const replaceAt = (paragraphs: readonly string[], at: number, text: string) =>
  paragraphs.map((paragraph, index) => (index === at ? text : paragraph))

const sentencesOf = (paragraph: string): string[] => paragraph.match(/[^。；]+[。；]?/g) ?? [paragraph]

const exchangeWord: Edit = (paragraphs, at, seed) => {
  const paragraph = paragraphs[at] ?? ''
  const fitting = words.filter(([pattern]) => pattern.test(paragraph))
  if (fitting.length === 0) return paragraphs
  const [pattern, word] = oneOf(fitting, 'word', seed)
  return replaceAt(paragraphs, at, paragraph.replace(pattern, word))
}

const addSentence: Edit = (paragraphs, at, seed) =>
  replaceAt(paragraphs, at, `${paragraphs[at] ?? ''}${oneOf(additions, 'addition', seed)}`)

const dropSentence: Edit = (paragraphs, at) => {
  const sentences = sentencesOf(paragraphs[at] ?? '')
  return sentences.length < 2 ? paragraphs : replaceAt(paragraphs, at, sentences.slice(0, -1).join(''))
}

const moveParagraph: Edit = (paragraphs, at) => {
  const next = paragraphs[at + 1]
  const here = paragraphs[at]
  if (here === undefined || next === undefined) return paragraphs
  return paragraphs.map((paragraph, index) => (index === at ? next : index === at + 1 ? here : paragraph))
}

const edits: readonly Edit[] = [exchangeWord, exchangeWord, addSentence, exchangeWord, dropSentence, moveParagraph]

/** Paragraphs between salutation and signature that are no headings: where an editor works. */
const editable = (paragraphs: readonly string[]): number[] =>
  paragraphs.flatMap((paragraph, at) =>
    at > 0 && at < paragraphs.length - 1 && !paragraph.startsWith('#') ? [at] : [],
  )

/** Works on a text the way an editor does: words exchanged, sentences added, dropped and moved. Always changes something. */
export function edited(body: string, seed: number): Edited {
  let paragraphs: readonly string[] = body.split('\n\n')
  const changes = fewestChanges + below(mostChanges, 'changes', seed)
  for (let change = 0; change < changes; change += 1) {
    const edit = oneOf(edits, 'edit', seed, change)
    const places = editable(paragraphs)
    if (places.length > 0) paragraphs = edit(paragraphs, oneOf(places, 'at', seed, change), chance(seed, change))
  }
  const after = paragraphs.join('\n\n')
  return { before: body, after: after === body ? `${body}\n\n${oneOf(additions, 'addition', seed)}` : after }
}
