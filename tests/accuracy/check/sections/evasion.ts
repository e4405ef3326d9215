import { measureEvasion, type Case } from '../evasion/cases'
import type { AccuracySection } from '../section'

const promised = 0.99
const fewest = 2000

const recall = (cases: readonly Case[]) => cases.filter(({ isFound }) => isFound).length / Math.max(1, cases.length)
const percent = (cases: readonly Case[]) =>
  cases.length === 0 ? '–' : `${(100 * recall(cases)).toFixed(1)} % of ${cases.length}`

/** Disguises of every technique on every category. */
export const section: AccuracySection = {
  order: 10,
  async measure() {
    const cases = await measureEvasion()
    const categories = [...new Set(cases.map(({ category }) => category))]
    const techniques = [...new Set(cases.map(({ technique }) => technique))]
    const table = techniques.map((technique) => {
      const cells = categories.map((category) =>
        percent(cases.filter((one) => one.technique === technique && one.category === category)),
      )
      return `| ${[technique, ...cells].join(' | ')} |`
    })
    const [heldOut, seen] = [cases.filter(({ isHeldOut }) => isHeldOut), cases.filter(({ isHeldOut }) => !isHeldOut)]
    const missed = cases.filter(({ isFound }) => !isFound)
    const markdown = `## Disguises

${cases.length.toLocaleString('en')} texts, made from a seed: each technique on each expression, in a sentence or on a line of its own. Found: ${percent(cases)};
of the expressions that were held out while the rules were made: ${percent(heldOut)}; of the others: ${percent(seen)}. A dash: the technique changes nothing there.

| technique | ${categories.join(' | ')} |
|---|${categories.map(() => '---|').join('')}
${table.join('\n')}

Not found: ${missed.length === 0 ? 'none.' : `\n\n${missed.map(({ technique, category, text }) => `- ${category}, ${technique}: ${JSON.stringify(text)}`).join('\n')}`}
`
    const failures = [
      ...(recall(cases) < promised ? [`disguises: ${percent(cases)} found`] : []),
      ...(cases.length < fewest ? [`disguises: only ${cases.length} texts`] : []),
    ]
    return { markdown, failures }
  },
}
