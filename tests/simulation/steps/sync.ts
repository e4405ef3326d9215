import type { StepKind } from '#tests/simulation/step'

export const step: StepKind = {
  weight: 22,
  run: (_world, station) => station.doing((console) => console.desk['sync.now']({})).then(() => undefined),
}
