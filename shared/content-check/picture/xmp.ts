const xmpEnds = /<x:xmpmeta[\s\S]*?<\/x:xmpmeta>|<rdf:RDF[\s\S]*?<\/rdf:RDF>/g
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The words of XMP, which is XML in UTF-8 wherever a format puts it: contents and attributes alike, one a line. */
export function xmpWords(picture: Buffer): string {
  const at = Math.max(picture.indexOf('<x:xmpmeta'), picture.indexOf('<rdf:RDF'))
  if (at < 0) return ''
  const packets = picture.toString('utf8').match(xmpEnds) ?? []
  return packets
    .flatMap((packet) =>
      [...packet.matchAll(/>([^<>]+)<|="([^"]*)"/g)].map(([, text, attribute]) => text ?? attribute ?? ''),
    )
    .filter((text) => text.trim() !== '' && !/^https?:\/\/[\w./#-]*$/.test(text))
    .map((text) => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole))
    .join('\n')
}
