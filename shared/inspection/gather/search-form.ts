import iconv from 'iconv-lite'
import { hostFamily } from '#shared/inspection/page/host-family'
import type { FormField, PageForm } from '#shared/inspection/page/page'
import type { SeenPage } from './site-context'

const textTypes = new Set(['text', 'search', ''])
const searchField =
  /^(q|k|s|kw|wd|qt|key|keys?words?|searchwords?|searchkey|searchtext|search|word|query|title|text|ssnr)$/i
const searchAction = /search|sousuo|query|\/ss[/.]/i

/** How a site lets itself be searched: a form that can be asked by GET, some other entry, or nothing at all. */
export type SearchEntry =
  | { readonly kind: 'form'; readonly form: PageForm; readonly field: string }
  | { readonly kind: 'other' }
  | { readonly kind: 'none' }

/** Only a page without scripts is known to have no search: scripts may draw one. */
export function searchEntry({ page }: SeenPage): SearchEntry {
  for (const form of page.forms) {
    const field = searchFieldOf(form, page.url)
    if (field !== undefined) return { kind: 'form', form, field: field.name }
  }
  const isNamed = page.links.some(({ text, url }) => /搜索|检索|search/i.test(`${text} ${url}`))
  return { kind: isNamed || page.forms.length > 0 || page.hasScript ? 'other' : 'none' }
}

function searchFieldOf({ action, method, fields }: PageForm, pageUrl: string): FormField | undefined {
  const isOwn = hostFamily(new URL(action).hostname) === hostFamily(new URL(pageUrl).hostname)
  if (method !== 'get' || !isOwn || fields.some(({ type }) => type === 'password')) return undefined
  const texts = fields.filter(({ type }) => textTypes.has(type))
  const named = texts.find(({ name }) => searchField.test(name))
  return named ?? (texts.length === 1 && searchAction.test(action) ? texts[0] : undefined)
}

/** Address that a browser would ask when the form is sent with these words, in the page's own character set. */
export function searchUrl(form: PageForm, field: string, words: string, charset: string): string {
  const sent = form.fields.filter(({ name, type }) => name === field || type === 'hidden' || type === 'select')
  const pairs = sent.map(({ name, value }) => `${name}=${encoded(name === field ? words : value, charset)}`)
  const url = new URL(form.action)
  return `${url.origin}${url.pathname}?${pairs.join('&')}`
}

const encoded = (text: string, charset: string): string =>
  [...iconv.encode(text, charset)]
    .map((byte) => (/[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : hex(byte)))
    .join('')

const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
