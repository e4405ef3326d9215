import { dayOf } from '#shared/domain/calendar'

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const link = (address: string, text: string): string => `<a href="${escaped(address)}">${escaped(text)}</a>`

/** Day and minute in the province, as meta tags show them. */
export const minuteOf = (at: string): string =>
  `${dayOf(at)} ${new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16)}`

/** The Markdown of legal texts as HTML: headings and paragraphs. */
export const proseOf = (body: string): string =>
  body
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      const heading = /^#+\s*(.*)$/.exec(block)
      return heading ? `<h3>${escaped(heading[1] ?? '')}</h3>` : `<p>${escaped(block).replaceAll('\n', '<br>')}</p>`
    })
    .join('\n')
