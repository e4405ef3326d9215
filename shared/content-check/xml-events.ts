import { SaxesParser } from 'saxes'
import { decodedXml } from './decoded-text'

/** Names come without their prefix: which prefix stands for which namespace is the writer's choice. */
export interface XmlHandler {
  open?(name: string, attributes: ReadonlyMap<string, string>): void
  text?(text: string): void
  close?(name: string): void
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

const localNames = (attributes: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(attributes).map(([name, value]) => [localName(name), value]))

/** Calls the handler for each element and text. Entities of a DTD are never expanded; malformed XML throws. */
export function readXml(bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new SaxesParser({})
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => handler.open?.(localName(tag.name), localNames(tag.attributes)))
  parser.on('text', (text) => handler.text?.(text))
  parser.on('cdata', (text) => handler.text?.(text))
  parser.on('closetag', (tag) => handler.close?.(localName(tag.name)))
  parser.write(decodedXml(bytes)).close()
}
