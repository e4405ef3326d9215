import { createRequire } from 'node:module'
import path from 'node:path'
import type { Worker } from 'tesseract.js'
import { recognisedText } from './recognised-text'

export interface Recognised {
  readonly text: string
  /** 0 to 100, of the characters that were recognised. */
  readonly confidence: number
}

const require = createRequire(import.meta.url)
let worker: Promise<Worker> | undefined

// The small model: the large one takes three times as long and the memory of four.
const modelFolder = () =>
  path.join(path.dirname(require.resolve('@tesseract.js-data/chi_sim/package.json')), '4.0.0_best_int')

async function startWorker(): Promise<Worker> {
  const { createWorker, OEM } = await import('tesseract.js')
  return createWorker('chi_sim', OEM.LSTM_ONLY, {
    langPath: modelFolder(),
    cacheMethod: 'none',
    gzip: true,
    // Errors come back from the call; without a handler they would end the process.
    errorHandler: () => undefined,
  })
}

/** Reads Chinese text in a picture (PNG, JPEG, BMP), offline. The engine stays loaded for the next. Rejects for what is no picture. */
export async function recognise(picture: Uint8Array): Promise<Recognised> {
  worker ??= startWorker()
  const { data } = await (await worker).recognize(Buffer.from(picture))
  return { text: recognisedText(data.text), confidence: data.confidence }
}
