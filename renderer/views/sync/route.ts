import type { ModuleRoute } from '#renderer/modules.ts'

export const route: ModuleRoute = {
  name: 'sync',
  path: '/sync',
  order: 70,
  icon: 'sync',
  goKey: 'y',
  count: (_figures, sync) => sync?.parked ?? null,
  serious: true,
  component: () => import('./SyncView.vue'),
}
