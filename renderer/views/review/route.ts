import type { ModuleRoute } from '#renderer/modules.ts'
import { sumOf } from '#renderer/stores/figures.ts'

export const route: ModuleRoute = {
  name: 'review',
  path: '/review',
  order: 40,
  icon: 'review',
  goKey: 'r',
  count: (figures) => sumOf(figures?.waitingReviews),
  component: () => import('./ReviewView.vue'),
}
