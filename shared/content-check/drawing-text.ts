import { readXml } from './xml-events'

/** Text of a DrawingML file (drawing, chart, diagram): a line for each paragraph, and the alternative texts. */
export function drawingText(bytes: Uint8Array): string {
  let text = ''
  let isText = false
  readXml(bytes, {
    open: (name, attributes) => {
      isText = name === 't' || name === 'v'
      for (const key of ['descr', 'title']) if (attributes.get(key)) text += `${attributes.get(key)}\n`
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close: (name) => {
      isText = false
      if (name === 'p' || name === 'pt') text += '\n'
    },
  })
  return text
}
