import type { Hiding } from './page'

const offScreen =
  /(left|right|top|text-indent|margin-(left|top))\s*:\s*-\d{3,}|font-size\s*:\s*0(px|pt|em|%)?\s*(;|$)|(^|[;\s])(height|width)\s*:\s*[01]px.*overflow\s*:\s*hidden|overflow\s*:\s*hidden.*[;\s](height|width)\s*:\s*[01]px/i
const undisplayed = /display\s*:\s*none|visibility\s*:\s*hidden/i

/** How an element hides what stands in it, if it does; only what its own markup says, not style sheets. */
function hidingOf(element: string, attributes: Readonly<Record<string, string>>): Hiding | undefined {
  const style = attributes['style']
  if (style !== undefined && offScreen.test(style)) return 'off-screen'
  if (
    element === 'marquee' &&
    [attributes['width'], attributes['height']].some((size) => /^[01](px)?$/.test(size ?? ''))
  )
    return 'off-screen'
  const isHidden = attributes['hidden'] !== undefined || (style !== undefined && undisplayed.test(style))
  return isHidden ? 'undisplayed' : undefined
}

/** Follows whether what streams by is hidden; what lies inside something hidden is hidden like it. */
export class HidingTracker {
  private readonly opened: { readonly element: string; readonly hiding: Hiding; depth: number }[] = []

  get current(): Hiding | undefined {
    return this.opened.at(-1)?.hiding
  }

  open(element: string, attributes: Readonly<Record<string, string>>): void {
    const inside = this.opened.at(-1)
    const hiding = hidingOf(element, attributes)
    if (hiding !== undefined && (inside === undefined || (hiding === 'off-screen' && inside.hiding !== hiding)))
      this.opened.push({ element, hiding, depth: 1 })
    else if (inside?.element === element) inside.depth += 1
  }

  close(element: string): void {
    const inside = this.opened.at(-1)
    if (inside?.element !== element) return
    inside.depth -= 1
    if (inside.depth === 0) this.opened.pop()
  }
}
