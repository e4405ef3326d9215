import type { Route } from '#platform/http/route'

/** Every route of the platform: one file each in `routes/`. */
export const platformRoutes: readonly Route[] = Object.values(
  import.meta.glob<Route>('./routes/*.ts', { eager: true, import: 'route' }),
)
