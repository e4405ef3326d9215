import type { Answer } from '#shared/contract/bridge'
import type { Bench } from './bench'
import type { Page } from './lab/page'
import { withProvince } from './lab/province'
import { median, p95 } from './lab/statistics'
import { openWorkingConsole, show } from './lab/workstation'

const rounds = 5
const most = 50

/** One state of the search field while somebody types, and how many columns it has to show. */
interface Stroke {
  readonly text: string
  readonly total: number
}

/**
 * What an operator types to find columns: the name letter by letter, then the site, then the field is emptied. Strokes
 * that change nothing on screen are left out, and core has forgotten all of them by the time they are measured.
 */
const strokesOver = (page: Page): Promise<Stroke[]> =>
  page.run(async () => {
    const list = async (search: string, offset: number, limit: number) => {
      const query = { kind: 'column', where: {}, search, offset, limit }
      const answer = (await window.zhanqun.call('rows.list', query)) as Answer<{
        total: number
        rows: { name: string; siteId: string }[]
        sites: Record<string, { name: string }>
      }>
      if (!answer.ok) throw new Error(answer.error.message)
      return answer.value
    }
    const { total } = await list('', 0, 1)
    const strokes: { text: string; total: number }[] = []
    for (let wish = 0; wish < 12; wish += 1) {
      const { rows, sites } = await list('', Math.floor((total * (wish + 0.5)) / 12), 1)
      const [row] = rows
      if (!row) throw new Error('there are no columns')
      const typed = `${row.name} ${sites[row.siteId]?.name.slice(0, 3) ?? ''}`
      for (let length = 1; length <= typed.length; length += 1) {
        const text = typed.slice(0, length)
        const found = await list(text, 0, 1)
        if (found.total !== strokes.at(-1)?.total && found.total > 0) strokes.push({ text, total: found.total })
      }
      strokes.push({ text: '', total })
    }
    return strokes
  }, undefined)

/** Milliseconds from each stroke until the frame that shows its rows is out, and from a stroke that asks for nothing. */
const type = (page: Page, strokes: readonly Stroke[]): Promise<{ ours: number[]; floors: number[] }> =>
  page.run(async (wanted) => {
    const frame = () => new Promise(requestAnimationFrame)
    const out = () =>
      new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
    const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
    const put = (field: HTMLInputElement, text: string) => {
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const field = document.querySelector<HTMLInputElement>('[role=search] input')
    const grid = document.querySelector('[role=grid]')
    if (!field || !grid) throw new Error('there is nothing to search')
    const shown = (total: number) =>
      grid.getAttribute('aria-rowcount') === String(total + 1) &&
      grid.querySelectorAll('.row:not(.waiting)').length >= Math.min(total, 10) &&
      grid.querySelector('.row.waiting') === null
    const bare = document.body.appendChild(document.createElement('input'))
    const measured: { ours: number[]; floors: number[] } = { ours: [], floors: [] }
    for (const { text, total } of wanted) {
      await pause(60 + Math.random() * 60)
      const begun = performance.now()
      put(field, text)
      do await frame()
      while (!shown(total))
      await out()
      measured.ours.push(performance.now() - begun)
      await pause(20 + Math.random() * 17)
      const begunBare = performance.now()
      put(bare, text)
      await frame()
      await out()
      measured.floors.push(performance.now() - begunBare)
    }
    bare.remove()
    return measured
  }, strokes)

export const bench: Bench = {
  name: 'search',
  run: (context) =>
    withProvince(context, async (province) => {
      const { page, close } = await openWorkingConsole(context, province)
      await show(page, '#/columns')
      const strokes = await strokesOver(page)
      const measured: Awaited<ReturnType<typeof type>>[] = []
      for (let round = 0; round < rounds; round += 1) measured.push(await type(page, strokes))
      await close()
      const ours = (of: (values: readonly number[]) => number) => median(measured.map((round) => of(round.ours)))
      const floor = (of: (values: readonly number[]) => number) => median(measured.map((round) => of(round.floors)))
      const columns = Math.max(...strokes.map(({ total }) => total)).toLocaleString('en')
      const value = ours(p95)
      return [
        { name: `keystroke to rows, ${columns} columns, p50`, value: ours(median), unit: 'ms', floor: floor(median) },
        {
          name: `keystroke to rows, ${columns} columns, p95`,
          value,
          unit: 'ms',
          floor: floor(p95),
          target: `≤ ${most} ms`,
          met: value <= most,
        },
      ]
    }),
}
