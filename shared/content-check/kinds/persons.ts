import { homophones, soundsLike } from '#shared/content-check/homophones'
import { lookAlikesOf } from '#shared/content-check/look-alike-words'
import type { Person } from '#shared/content-check/rule'
import type { FoundSpan, RuleKind } from '#shared/content-check/rule-kind'
import type { Window } from '#shared/content-check/text-under-check'

/** Shorter names are too often part of other words: they are looked at only behind a post. */
const shortestAlone = 3

/** A name with one character of the same sound, of the same look, or with the given name turned round. */
function misspellings(name: string): string[] {
  const characters = [...name]
  const changed = characters.flatMap((character, at) =>
    homophones(character).map((other) => characters.with(at, other).join('')),
  )
  const turned = characters.length === 3 ? [`${name.charAt(0)}${name.charAt(2)}${name.charAt(1)}`] : []
  return [...changed, ...turned, ...lookAlikesOf(name)]
}

const isLong = ({ name }: Person) => name.length >= shortestAlone

function phrasesOf(persons: readonly Person[]): string[] {
  const names = new Set(persons.map(({ name }) => name))
  const wrong = persons.filter(isLong).flatMap(({ name }) => misspellings(name))
  const posts = persons.flatMap((person) => person.posts.map(({ post }) => post))
  const watched = persons.filter(({ watchedFrom }) => watchedFrom).map(({ name }) => name)
  return [...new Set([...wrong.filter((one) => !names.has(one)), ...posts, ...watched])]
}

const holds = (person: Person, title: string, date: string) =>
  person.posts.some(({ post, from, to }) => post === title && (!from || from <= date) && (!to || date <= to))

/** The name behind a post, where it is one of the table's or sounds like one. */
function nameAfter(persons: readonly Person[], text: string): { person: Person; isMisspelt: boolean } | undefined {
  const known = persons.find(({ name }) => text.startsWith(name))
  if (known) return { person: known, isMisspelt: false }
  const meant = persons.find(({ name }) => soundsLike(text.slice(0, name.length), name))
  return meant && { person: meant, isMisspelt: true }
}

function atPost(persons: readonly Person[], window: Window, date: string | undefined): FoundSpan | undefined {
  const { text, start, end } = window
  const post = text.slice(start, end)
  const found = nameAfter(persons, text.slice(end))
  if (!found) return undefined
  const span = { start, end: end + found.person.name.length }
  if (found.isMisspelt) return found.person.posts.some((one) => one.post === post) ? span : undefined
  // Who held it earlier may be named rightly in a look back: a person has to see.
  return date !== undefined && !holds(found.person, post, date) ? { ...span, severity: 'review' } : undefined
}

/** Persons and posts: a misspelt name, a post that was somebody else's on the day, a name that is watched. */
export const kind: RuleKind = {
  way: 'persons',
  phrases: ({ persons }) => phrasesOf(persons ?? []),
  find({ rule }, window, { date }) {
    const persons = rule.persons ?? []
    const found = window.text.slice(window.start, window.end)
    if (persons.some(({ posts }) => posts.some(({ post }) => post === found))) return atPost(persons, window, date)
    const watched = persons.find(({ name }) => name === found)
    if (watched && date !== undefined && date < (watched.watchedFrom ?? '')) return undefined
    return { start: window.start, end: window.end, ...(watched && { severity: 'review' as const }) }
  },
}
