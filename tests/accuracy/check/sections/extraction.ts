import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { command } from '#cli/commands/check'
import type { FileVerdict } from '#shared/content-check/file-verdict'
import { foundPlaces, type FoundPlace } from '#tests/fixtures/files/found'
import { plantedFile, plantedFormats, type PlantedFormat } from '#tests/fixtures/files/planted'
import type { AccuracySection } from '../section'

type Line = Pick<FileVerdict, 'file' | 'hits'>

interface FormatFound {
  readonly format: string
  readonly places: readonly FoundPlace[]
}

const nameOf = (index: number, { file }: PlantedFormat) => `${String(index).padStart(2, '0')}-${file}`

/** Runs `zhanqun check` over a folder with the planted file of every format. */
async function checkedFolder(): Promise<FormatFound[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-planted-'))
  try {
    for (const [index, format] of plantedFormats.entries())
      await writeFile(path.join(folder, nameOf(index, format)), await plantedFile(format))
    const lines = await linesOf(folder)
    return plantedFormats.map((format, index) => {
      const file = path.join(folder, nameOf(index, format))
      const own = lines.filter((line) => line.file === file || line.file.startsWith(`${file}!`))
      return { format: format.format, places: foundPlaces(format, own) }
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function linesOf(folder: string): Promise<Line[]> {
  let out = ''
  await command.run([folder, '--format', 'jsonl'], {
    stdout: (text) => void (out += text),
    stderr: (text) => void process.stderr.write(text),
    stdin: Readable.from([]),
    signal: new AbortController().signal,
  })
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

const yes = (found: boolean) => (found ? '✓' : '✗')
const row = (format: string, { place, mark, idNumber, parts }: FoundPlace) =>
  `| ${format} | ${place} | ${yes(mark)} | ${yes(idNumber)} | ${parts.join(', ')} |`

export const section: AccuracySection = {
  order: 50,
  async measure() {
    const formats = await checkedFolder()
    const rows = formats.flatMap(({ format, places }) => places.map((place) => row(format, place)))
    const missed = formats.flatMap(({ format, places }) =>
      places.filter(({ mark, idNumber }) => !mark || !idNumber).map(({ place }) => `${format}: ${place}`),
    )
    const markdown = `## Places in files

\`npx zhanqun check\` over a folder with one file of each format. In each place of a file stand a secrecy mark and an
identity number that stand nowhere else in it; the last column is the part that the verdict names (the file name, where
the words are the name of a file in an archive). Files marked LibreOffice were converted by it from our ODF files, the
others are written byte by byte by \`tests/fixtures/files\`. \`node build/check-files.mjs planted <folder>\` writes the
folder. **${rows.length - missed.length} of ${rows.length} places in ${formats.length} files.**

| format | place | mark | number | part |
|---|---|---|---|---|
${rows.join('\n')}
`
    return { markdown, failures: missed.map((place) => `not found: ${place}`) }
  },
}
