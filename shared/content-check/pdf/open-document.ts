import { createRequire } from 'node:module'
import path from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { damaged, passwordProtected } from '#shared/content-check/unreadable'

/** Opens a PDF with what pdf.js needs for Chinese fonts and scans, all of it from its package. Throws `Unreadable`. */
export async function openDocument(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  try {
    return await pdfjs.getDocument({
      data: new Uint8Array(bytes),
      cMapUrl: `${folder}/cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${folder}/standard_fonts/`,
      wasmUrl: `${folder}/wasm/`,
      isEvalSupported: false,
      stopAtErrors: true,
      useSystemFonts: false,
      verbosity: 0,
    }).promise
  } catch (error) {
    throw error instanceof Error && error.name === 'PasswordException' ? passwordProtected() : damaged()
  }
}
