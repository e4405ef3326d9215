import { OpenedParts } from './opened-parts'
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
  private readonly parts = new OpenedParts<Hiding>()

  get current(): Hiding | undefined {
    return this.parts.innermost
  }

  open(element: string, attributes: Readonly<Record<string, string>>): void {
    const [hiding, inside] = [hidingOf(element, attributes), this.current]
    const hidesMore = inside === undefined || (hiding === 'off-screen' && inside !== hiding)
    this.parts.open(element, hidesMore ? hiding : undefined)
  }

  close(element: string): void {
    this.parts.close(element)
  }
}
