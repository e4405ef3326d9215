import type { Detector } from '#shared/content-check/detector'

const doubled = /(?<![。，、；：])(?:。。|，，|、、)(?![。，、；：])/g

const marks = ['。。', '，，', '、、']

/** One mark of punctuation written twice; three and more are drawn on purpose. */
export const detector: Detector = {
  name: 'doubled-punctuation',
  find: ({ original }) =>
    // Looking for plain strings takes next to no time, and few texts have one of them.
    !marks.some((mark) => original.includes(mark))
      ? []
      : Array.from(original.matchAll(doubled), ({ index, 0: mark }) => ({ start: index, end: index + mark.length })),
}
