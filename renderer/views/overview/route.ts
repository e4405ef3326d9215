import type { ModuleRoute } from '#renderer/modules.ts'

export const route: ModuleRoute = {
  name: 'overview',
  path: '/overview',
  order: 10,
  icon: 'overview',
  goKey: 'o',
  component: () => import('./OverviewView.vue'),
}
