import type { Component } from 'vue'
import type { DeskCalls, Output, SyncStatus } from '#shared/contract/desk'
import type { Right } from '#shared/contract/right'
import type { IconName } from '#renderer/components/icons.ts'

export type Figures = Output<DeskCalls['overview.figures']>

/**
 * One module of the console: a folder `views/<name>/` with a `route.ts` that exports `route` of this shape, and
 * `messages/zh-CN.json` + `messages/en.json`, whose texts are reached as `t('<name>.…')`; `<name>.title` names the module
 * in the rail. Nothing else has to be edited to add one.
 */
export interface ModuleRoute {
  readonly name: string
  readonly path: string
  /** Place in the rail, from above. */
  readonly order: number
  readonly icon: IconName
  readonly component: () => Promise<Component | { default: Component }>
  /** Number beside the name; null or 0 shows none. `serious` marks it red. */
  readonly count?: (figures: Figures | undefined, sync: SyncStatus | undefined) => number | null
  readonly serious?: boolean
  /** Offered to holders of any of these rights; without it to everybody. */
  readonly rights?: readonly Right[]
  /** Key of the second stroke of G … that opens the module. */
  readonly goKey?: string
}

const found = import.meta.glob<ModuleRoute>('./views/*/route.ts', { eager: true, import: 'route' })

/** Every module there is, in the order of the rail. */
export const moduleRoutes: readonly ModuleRoute[] = Object.values(found).sort((a, b) => a.order - b.order)
