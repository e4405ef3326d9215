import type { Day } from '#shared/contract/primitives'

/** Part of a page, by its elements and their class names. */
export type Region = 'header' | 'nav' | 'main' | 'footer'

export interface PageLink {
  /** Absolute, without fragment. */
  readonly url: string
  readonly text: string
  readonly kind: 'link' | 'image' | 'frame'
  readonly region: Region
  /** Set where the markup keeps the link out of sight. */
  readonly hidden?: Hiding
}

/** How: not displayed (as menus and tabs are), or put where no reader ever gets (as nobody honest does). */
export type Hiding = 'undisplayed' | 'off-screen'

/** One row of a list: what a reader takes for a published item. */
export interface ListItem {
  readonly title: string
  readonly url: string
  /** Date shown in the row; undefined where none is shown. */
  readonly date: Day | undefined
  /** What the row says besides its links: date, state, unit. */
  readonly note: string
  readonly region: Region
}

/** A field of a form as the page fills it in. */
export interface FormField {
  readonly name: string
  readonly type: string
  readonly value: string
}

export interface PageForm {
  readonly action: string
  readonly method: 'get' | 'post'
  readonly fields: readonly FormField[]
}

/** What inspection knows of a web page, whatever its markup. */
export interface Page {
  readonly url: string
  readonly title: string
  /** Address that the page itself sends a browser on to within seconds (meta refresh). */
  readonly refreshTo: string | undefined
  /** Meta tags by lower-case name. */
  readonly meta: Readonly<Record<string, string>>
  readonly links: readonly PageLink[]
  readonly items: readonly ListItem[]
  /** Dates in the text outside the footer, in order. */
  readonly dates: readonly Day[]
  readonly mainText: string
  readonly footer: {
    /** False where no part of the page is marked as footer; `text` is then the end of the page. */
    readonly isMarked: boolean
    readonly text: string
    /** Addresses, alternative texts and scripts of the footer: badges are pictures. */
    readonly marks: string
  }
  readonly forms: readonly PageForm[]
  /** True where the page runs any script: it may then show what its markup does not. */
  readonly hasScript: boolean
  /** Addresses of the scripts that the page loads. */
  readonly scripts: readonly string[]
  /** Unencrypted parts that an encrypted page loads (mixed content). */
  readonly insecure: readonly string[]
}
