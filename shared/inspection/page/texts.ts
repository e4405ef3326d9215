import type { Region } from './page'

/** Characters kept of each part of a page. */
const longestText = 20_000
/** Characters kept of the end of a page, which stands for a footer that nothing marks. */
const longestTail = 6000

/** Text that grows piece by piece up to a length; blanks between elements count as one. */
class GrowingText {
  private readonly pieces: string[] = []
  private length = 0
  private endsInBlank = false

  add(text: string): void {
    if (this.length >= longestText) return
    const piece = /\S/.test(text) ? text : this.endsInBlank ? '' : ' '
    if (piece === '') return
    this.pieces.push(piece)
    this.length += piece.length
    this.endsInBlank = piece === ' '
  }

  get whole(): string {
    return this.pieces.join('')
  }
}

/** The text of a page streaming by: of each of its parts, and of its end. */
export class PageTexts {
  private readonly regions: Record<Region, GrowingText> = {
    header: new GrowingText(),
    nav: new GrowingText(),
    main: new GrowingText(),
    footer: new GrowingText(),
  }
  private ends: string[] = []
  private endsLength = 0

  add(text: string, region: Region): void {
    this.regions[region].add(text)
    this.ends.push(text)
    this.endsLength += text.length
    if (this.endsLength > longestTail * 10) this.keepEnd()
  }

  of(region: Region): string {
    return this.regions[region].whole
  }

  get tail(): string {
    this.keepEnd()
    return this.ends.join('')
  }

  private keepEnd(): void {
    const end = this.ends.join('').slice(-longestTail)
    this.ends = [end]
    this.endsLength = end.length
  }
}
