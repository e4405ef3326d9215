import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { projectUrl } from '#shared/contract/surroundings'
import type { AccuracySection } from './section'

const modules = import.meta.glob<AccuracySection>('./sections/*.ts', { eager: true, import: 'section' })

const head = `# How well the check of content finds what must not be public

Written by \`node build/accuracy.mjs check\`; do not edit. All texts and files are our own and made by scripts.
`

/** Writes docs/check-accuracy.md; exit code 1 where something promised is not so. */
export async function main(): Promise<number> {
  const sections = Object.values(modules).sort((a, b) => a.order - b.order)
  const measured = []
  for (const section of sections) measured.push(await section.measure())
  const page = [head, ...measured.map(({ markdown }) => markdown)].join('\n')
  await writeFile(fileURLToPath(projectUrl('docs/check-accuracy.md')), page)
  const failures = measured.flatMap((each) => each.failures)
  for (const failure of failures) process.stderr.write(`${failure}\n`)
  return failures.length === 0 ? 0 : 1
}
