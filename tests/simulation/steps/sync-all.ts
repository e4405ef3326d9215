import type { StepKind } from '#tests/simulation/step'

/** An operator asks for it: then what is here is also compared with what the platform has. */
export const step: StepKind = {
  weight: 2,
  run: (_world, station) => station.doing((console) => console.desk['sync.now']({})).then(() => undefined),
}
