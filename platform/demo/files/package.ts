import { strToU8, zipSync } from 'fflate'

/** Office packages carry this time on every part, so that the same content has the same digest. */
const packedOn = new Date(2020, 0, 1)

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

export const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Packs the parts of an office document. */
export const officePackage = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xmlHead + xml)])), {
    mtime: packedOn,
  })

interface PackageLink {
  readonly type: string
  readonly target: string
}

/** The relationships of a part, numbered rId1, rId2, … */
export const relationships = (links: readonly PackageLink[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links
    .map(
      ({ type, target }, index) =>
        `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** Content types of a package by part name. */
export const contentTypes = (types: Readonly<Record<string, string>>): string =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>${Object.entries(types)
    .map(
      ([part, type]) =>
        `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`,
    )
    .join('')}</Types>`
