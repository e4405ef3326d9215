import type { Answer } from '#shared/contract/bridge'
import type { Column } from '#shared/contract/column'
import type { Bench } from './bench'
import type { Page } from './lab/page'
import { withProvince } from './lab/province'
import { median, p95 } from './lab/statistics'
import { openWorkingConsole, show } from './lab/workstation'

const rounds = 5
const commands = 60
const most = 16

interface Measured {
  /** From the command until its row is changed in the page: everything that is ours. */
  readonly changed: number[]
  /** From the command until the frame with the changed row begins. */
  readonly painted: number[]
  /** The same for an answer of core that nothing has to be done for, shown in an element of its own. */
  readonly floors: number[]
}

/**
 * Changes the owners of columns on screen, as a person would one after the other, while the console sends each to the
 * platform and fetches what it made of it.
 */
const change = (page: Page, count: number): Promise<Measured> =>
  page.run(async (times) => {
    const frame = () => new Promise(requestAnimationFrame)
    const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
    const grid = document.querySelector('[role=grid] .rows')
    if (!grid) throw new Error('there are no columns')
    const question = { kind: 'column', where: {}, search: '', offset: 0, limit: 12 }
    const answer = (await window.zhanqun.call('rows.list', question)) as Answer<{ rows: Column[] }>
    if (!answer.ok) throw new Error(answer.error.message)
    const { rows } = answer.value
    const changesOf = (element: Element, isDone: () => boolean) =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!isDone()) return
          observer.disconnect()
          resolve()
        })
        observer.observe(element, { subtree: true, childList: true, characterData: true })
      })
    const bare = document.body.appendChild(document.createElement('output'))
    const measured: { changed: number[]; painted: number[]; floors: number[] } = {
      changed: [],
      painted: [],
      floors: [],
    }
    for (let time = 0; time < times; time += 1) {
      const row = rows[time % rows.length]
      if (!row) throw new Error('there are no columns')
      const owner = `责任${Math.random().toString(36).slice(2, 6)}`
      await pause(250 + Math.random() * 250)
      const shown = changesOf(grid, () => grid.textContent.includes(owner))
      const begun = performance.now()
      const args = { columnId: row.id, siteId: row.siteId, batchId: null, set: { owner } }
      void window.zhanqun.call('commands.submit', { type: 'column.change', args })
      await shown
      measured.changed.push(performance.now() - begun)
      await frame()
      measured.painted.push(performance.now() - begun)

      await pause(100 + Math.random() * 17)
      const shownBare = changesOf(bare, () => true)
      const begunBare = performance.now()
      void window.zhanqun.call('session.state', {}).then(() => (bare.textContent = owner))
      await shownBare
      await frame()
      measured.floors.push(performance.now() - begunBare)
    }
    bare.remove()
    return measured
  }, count)

export const bench: Bench = {
  name: 'painted',
  run: (context) =>
    withProvince(context, async (province) => {
      const { page, close } = await openWorkingConsole(context, province)
      await show(page, '#/columns')
      const measured: Measured[] = []
      for (let round = 0; round < rounds; round += 1) measured.push(await change(page, commands))
      await close()
      const of = (name: keyof Measured, share: (values: readonly number[]) => number) =>
        median(measured.map((round) => share(round[name])))
      const value = of('painted', p95)
      const target = `≤ ${most} ms`
      return [
        { name: 'local command to its row changed in the page, p50', value: of('changed', median), unit: 'ms' },
        { name: 'local command to its row changed in the page, p95', value: of('changed', p95), unit: 'ms' },
        {
          name: 'local command to painted row, p50',
          value: of('painted', median),
          unit: 'ms',
          floor: of('floors', median),
        },
        {
          name: 'local command to painted row, p95',
          value,
          unit: 'ms',
          floor: of('floors', p95),
          target,
          met: value <= most,
        },
      ]
    }),
}
