import type { Bench, BenchContext } from './bench'
import { isReadyToShow, runBareElectron } from './lab/bare-electron'
import type { Page } from './lab/page'
import { withProvince, type Province } from './lab/province'
import { alternating, median } from './lab/statistics'
import { openConsole, signIn } from './lab/workstation'

interface Start {
  /** From the start of the process until the sign-in form is painted. */
  readonly form: number
  /** From pressing 登录 until the list of sub-sites is painted and has followed a key. */
  readonly list: number
}

/**
 * The console starts over a store that was synced before. Signing in is the operator's own time, so the start is in two
 * parts, before and after it, which are added up.
 */
async function startConsole(context: BenchContext, province: Province): Promise<Start> {
  const { page, startedAt, close } = await openConsole(context, province)
  const form = (await firstPaint(page)) - startedAt
  const list = await listAfterSignIn(page, province.password)
  await close()
  return { form, list }
}

const firstPaint = (page: Page): Promise<number> =>
  page.run(async () => {
    for (;;) {
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      const isForm = document.querySelector('input[name=password]') !== null
      if (paint && isForm) return performance.timeOrigin + paint.startTime
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }, undefined)

const listAfterSignIn = (page: Page, password: string): Promise<number> =>
  page.run(async (typed) => {
    const frame = () => new Promise(requestAnimationFrame)
    const painted = async () => {
      await frame()
      await new Promise((resolve) => setTimeout(resolve))
    }
    const field = document.querySelector<HTMLInputElement>('input[name=password]')
    if (!field?.form) throw new Error('there is no form')
    field.value = typed
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await painted()
    const begun = performance.now()
    location.hash = '#/sites'
    field.form.requestSubmit()
    while (document.querySelectorAll('[role=grid] .row:not(.waiting)').length < 10) await frame()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ', bubbles: true }))
    while (document.querySelector('[role=grid] .row.active') === null) await frame()
    await painted()
    return performance.now() - begun
  }, password)

async function startBare(context: BenchContext): Promise<number> {
  const { said, startedAt, close } = await runBareElectron(context)
  const readyAt = await said(isReadyToShow)
  await close()
  return readyAt - startedAt
}

export const bench: Bench = {
  name: 'start',
  run: (context) =>
    withProvince(context, async (province) => {
      const first = await openConsole(context, province)
      await signIn(first.page, province)
      await first.close()
      const { ours, floors } = await alternating(
        5,
        () => startConsole(context, province),
        () => startBare(context),
      )
      const floor = median(floors)
      const value = median(ours.map(({ form, list }) => form + list))
      return [
        { name: 'spawn to sign-in form', value: median(ours.map(({ form }) => form)), unit: 'ms', floor },
        { name: '登录 to painted list', value: median(ours.map(({ list }) => list)), unit: 'ms', floor },
        { name: 'cold start, both', value, unit: 'ms', floor, target: '≤ 2.5 × floor', met: value <= 2.5 * floor },
      ]
    }),
}
