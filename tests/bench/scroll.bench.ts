import type { Bench, BenchContext } from './bench'
import { runBareElectron } from './lab/bare-electron'
import type { Page } from './lab/page'
import { withProvince } from './lab/province'
import { alternating, median, p95 } from './lab/statistics'
import { openWorkingConsole, show } from './lab/workstation'

const rounds = 5
const most = 20

interface Scrolled {
  /** Milliseconds from each frame to the next. */
  readonly frames: readonly number[]
  /** Share of frames in which every row in sight had its text. */
  readonly whole: number
}

/** Scrolls by about three rows a frame for five seconds, with a leap to elsewhere now and then, as with a dragged thumb. */
const scroll = (page: Page, selector: string): Promise<Scrolled> =>
  page.run(async (scrolled) => {
    const element = document.querySelector(scrolled)
    if (!element) throw new Error(`nothing to scroll: ${scrolled}`)
    const frame = () => new Promise<number>(requestAnimationFrame)
    const frames: number[] = []
    let whole = 0
    let last = await frame()
    for (let count = 0; count < 300; count += 1) {
      if (count % 60 === 0) element.scrollTop = Math.random() * (element.scrollHeight - 100_000)
      else element.scrollTop += 100
      const now = await frame()
      frames.push(now - last)
      last = now
      if (element.querySelector('.row.waiting') === null) whole += 1
    }
    return { frames, whole: whole / 300 }
  }, selector)

async function scrollBare(context: BenchContext): Promise<Scrolled> {
  const { page, close } = await runBareElectron(context)
  const scrolled = await scroll(page, 'html')
  await close()
  return scrolled
}

export const bench: Bench = {
  name: 'scroll',
  run: (context) =>
    withProvince(context, async (province) => {
      const { page, close } = await openWorkingConsole(context, province)
      await show(page, '#/check?tab=choose')
      const rows = await page.run(
        () => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) - 1,
        undefined,
      )
      const { ours, floors } = await alternating(
        rounds,
        () => scroll(page, '[role=grid]'),
        () => scrollBare(context),
      )
      await close()
      const value = median(ours.map(({ frames }) => p95(frames)))
      const floor = median(floors.map(({ frames }) => p95(frames)))
      const whole = 100 * median(ours.map((scrolled) => scrolled.whole))
      return [
        {
          name: `frame while scrolling ${rows.toLocaleString('en')} rows, p95`,
          value,
          unit: 'ms',
          floor,
          target: `≤ ${most} ms`,
          met: value <= most,
        },
        { name: 'frames with every row in sight filled', value: whole, unit: '%' },
      ]
    }),
}
