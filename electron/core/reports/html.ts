/** A piece of HTML that is safe to stand in a page. */
export class Html {
  constructor(readonly text: string) {}
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark)

type Piece = string | number | Html | readonly Html[]

function textOf(piece: Piece): string {
  if (piece instanceof Html) return piece.text
  return typeof piece === 'object' ? piece.map((each) => each.text).join('') : escapeHtml(String(piece))
}

/** Builds HTML from a template; whatever is filled in is escaped unless it is HTML already. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(strings.map((text, index) => text + (index < pieces.length ? textOf(pieces[index] ?? '') : '')).join(''))
