/** What a section of docs/check-accuracy.md has measured. */
export interface MeasuredSection {
  /** Its text, with its heading of the second level. */
  readonly markdown: string
  /** What was promised and is not so; the command fails when there is any. */
  readonly failures: readonly string[]
}

/** A section: one file each in sections/, exported as `section`. */
export interface AccuracySection {
  readonly order: number
  measure(): Promise<MeasuredSection>
}
