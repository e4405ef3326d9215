import type { FoldedText } from './fold/folded-text'
import type { Span } from './text-under-check'

/** Finds faults in the make-up of a text. One file each in detectors/, exported as `detector`. */
export interface Detector {
  readonly name: string
  /** Stretches of the original. */
  find(text: FoldedText): readonly Span[]
}

const modules = import.meta.glob<Detector>('./detectors/*.ts', { eager: true, import: 'detector' })

export const detectors: ReadonlyMap<string, Detector> = new Map(
  Object.values(modules).map((detector) => [detector.name, detector]),
)
