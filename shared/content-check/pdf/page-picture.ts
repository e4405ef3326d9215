import type { PDFPageProxy } from 'pdfjs-dist'

const longestSide = 2200

/** The page as it is printed, as PNG, large enough for small print to be recognised. */
export async function pagePicture(page: PDFPageProxy): Promise<Uint8Array> {
  const { createCanvas } = await import('@napi-rs/canvas')
  const { width, height } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: Math.min(3, longestSide / Math.max(width, height)) })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  const canvasContext = canvas.getContext('2d')
  // The two canvases differ in type only by what pages never use.
  await page.render({ canvas: null, canvasContext: canvasContext as never, viewport, background: 'white' }).promise
  return canvas.toBuffer('image/png')
}
