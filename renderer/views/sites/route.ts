import type { ModuleRoute } from '#renderer/modules.ts'
import { sumOf } from '#renderer/stores/figures.ts'

export const route: ModuleRoute = {
  name: 'sites',
  path: '/sites',
  order: 20,
  icon: 'sites',
  goKey: 's',
  count: (figures) => sumOf(figures?.sites),
  component: () => import('./SitesView.vue'),
}
