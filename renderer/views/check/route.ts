import type { ModuleRoute } from '#renderer/modules.ts'
import { sumOf } from '#renderer/stores/figures.ts'

export const route: ModuleRoute = {
  name: 'check',
  path: '/check',
  order: 60,
  icon: 'check',
  goKey: 'k',
  rights: ['check.run', 'hit.read', 'hit.dispose'],
  count: (figures) => sumOf(figures?.openHits),
  component: () => import('./CheckView.vue'),
}
