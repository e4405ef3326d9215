import type { PageLink } from './page'

/** Elements that lead somewhere: attribute and kind of link. */
export const linkAttribute: Readonly<Record<string, readonly [attribute: string, kind: PageLink['kind']]>> = {
  a: ['href', 'link'],
  area: ['href', 'link'],
  img: ['src', 'image'],
  iframe: ['src', 'frame'],
  frame: ['src', 'frame'],
}
/** Elements whose text no reader sees. */
export const unseen = new Set(['script', 'style', 'noscript', 'template', 'svg'])
/** Elements at whose edges words end. */
export const breaksLine = new Set('p div li tr td th br dd dt h1 h2 h3 h4 ul table span'.split(' '))
/** A link that nobody closed ends where a row begins or ends, else it would swallow the rows that follow. */
export const endsAnchor = new Set(['a', 'li', 'tr', 'td', 'dt', 'dd'])
