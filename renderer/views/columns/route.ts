import type { ModuleRoute } from '#renderer/modules.ts'

export const route: ModuleRoute = {
  name: 'columns',
  path: '/columns',
  order: 30,
  icon: 'columns',
  goKey: 'c',
  count: (figures) => figures?.columns ?? null,
  component: () => import('./ColumnsView.vue'),
}
