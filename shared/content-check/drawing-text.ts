import { readXml } from './xml-events'

const texts = new Set(['t', 'v', 'text'])
const lineEnds = new Set(['p', 'pt', 'comment', 'text'])

/** Text of a DrawingML file (drawing, chart, diagram) or of comments: a line for each paragraph, and the alternative texts. */
export function drawingText(bytes: Uint8Array): string {
  let text = ''
  let isText = false
  readXml(bytes, {
    open: (name, attributes) => {
      isText = texts.has(name)
      for (const key of ['descr', 'title']) if (attributes.get(key)) text += `${attributes.get(key)}\n`
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close: (name) => {
      isText = false
      if (lineEnds.has(name)) text += '\n'
    },
  })
  return text
}
