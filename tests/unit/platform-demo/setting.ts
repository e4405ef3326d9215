import type { DemoSetting } from '#platform/demo/setting'

/** A province as large as the default one, on a morning in the middle of a month. */
export const fullSetting: DemoSetting = { scale: 1, now: Date.parse('2026-11-16T01:30:00.000Z') }
export const smallSetting: DemoSetting = { ...fullSetting, scale: 0.1 }
