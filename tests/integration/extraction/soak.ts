import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseArgs } from 'node:util'
import { createFileChecker, type FileChecker } from '#shared/content-check/file-checker'
import { createChance } from '#tests/chance'
import { mutated } from '#tests/fixtures/files/mutated'
import { plantedFile, plantedFormats } from '#tests/fixtures/files/planted'

export interface FilesSoak {
  readonly count: number
  readonly seed: number
}

/** What came of mutated files, and what the process that had them checked held before and after, in bytes. */
export interface FilesSoakOutcome {
  readonly read: number
  readonly unreadable: number
  /** Of the unreadable, those for which the reading process had to be killed or ended by itself. */
  readonly ended: number
  readonly failures: readonly string[]
  readonly before: number
  readonly after: number
  /** Memory of the whole process, which the system gives back when it likes. */
  readonly resident: readonly [before: number, after: number]
}

const atOnce = 2
const limits = { milliseconds: 20_000, recognised: 2 }
const warmUp = 200

// Recognising a picture takes as long as a hundred other files.
const isSlow = /^(?:jpg|png|webp|tiff|pdf|ofd|docx$|html|rtf$|ppt$|dps)/
const share = 10

export const mayGrow = 0.1

/** Has mutated files of every format checked in processes of their own; the seed alone decides the files. */
export async function soakMutatedFiles({ count, seed }: FilesSoak): Promise<FilesSoakOutcome> {
  const originals = await Promise.all(
    plantedFormats.map(async (format) => ({
      file: format.file,
      format: format.format,
      bytes: await plantedFile(format),
    })),
  )
  const often = originals.flatMap((each) => Array.from({ length: isSlow.test(each.format) ? 1 : share }, () => each))
  const checker = createFileChecker({ concurrency: atOnce, limits })
  const tally = { read: 0, unreadable: 0, ended: 0, failures: [] as string[] }
  const round = async (number: number) => {
    const chance = createChance(seed + number)
    const { file, bytes } = chance.oneOf(often)
    await checkOne(checker, `${number}-${file}`, mutated(bytes, chance), tally)
  }
  try {
    await eachOf(0, Math.min(warmUp, count), round)
    const [before, residentBefore] = held()
    await eachOf(warmUp, count, round)
    const [after, residentAfter] = held()
    return { ...tally, before, after, resident: [residentBefore, residentAfter] }
  } finally {
    checker.close()
  }
}

async function eachOf(from: number, to: number, run: (number: number) => Promise<void>): Promise<void> {
  let next = from
  const line = async () => {
    while (next < to) await run(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, line))
}

async function checkOne(
  checker: FileChecker,
  file: string,
  bytes: Uint8Array,
  tally: { read: number; unreadable: number; ended: number; failures: string[] },
): Promise<void> {
  try {
    const verdicts = await checker.check({ file, source: { bytes } })
    if (verdicts.length === 0) tally.failures.push(`${file}: no verdict`)
    const reasons = verdicts.flatMap(({ unreadable }) => unreadable ?? [])
    if (reasons.length === 0) tally.read++
    else tally.unreadable++
    if (reasons.some((reason) => reason.includes('核查进程'))) tally.ended++
  } catch (error) {
    tally.failures.push(`${file}: ${String(error)}`)
  }
}

function held(): [held: number, resident: number] {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') for (let time = 0; time < 3; time++) collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  return [heapUsed + external, rss]
}

const options = { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } } as const
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/** `npm run soak -- files`: prints what came of it; exit code 1 for a crash or for memory that grew by more than a tenth. */
export async function soakFiles(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  const begun = performance.now()
  const outcome = await soakMutatedFiles({ count: Number(values.count), seed: Number(values.seed) })
  const { read, unreadable, ended, failures, before, after, resident } = outcome
  const [residentBefore, residentAfter] = resident
  process.stdout.write(
    [
      `${values.count} mutated files, seed ${values.seed}, in ${Math.round((performance.now() - begun) / 1000)} s`,
      `${read} read, ${unreadable} unreadable (${ended} of them ended their process), ${failures.length} without a verdict`,
      `held ${megabytes(before)} before, ${megabytes(after)} after; process ${megabytes(residentBefore)} before, ${megabytes(residentAfter)} after`,
      ...failures,
      '',
    ].join('\n'),
  )
  return failures.length === 0 && Math.abs(after / before - 1) <= mayGrow ? 0 : 1
}
