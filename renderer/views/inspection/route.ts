import type { ModuleRoute } from '#renderer/modules.ts'
import { sumOf } from '#renderer/stores/figures.ts'

export const route: ModuleRoute = {
  name: 'inspection',
  path: '/inspection',
  order: 50,
  icon: 'inspection',
  goKey: 'i',
  count: (figures) => sumOf(figures?.openFindings),
  component: () => import('./InspectionView.vue'),
}
