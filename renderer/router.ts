import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import { moduleRoutes } from './modules'

/** The page's address is its state: module, filters and opened row, so that it can be shared and come back to. */
export function createPages(): Router {
  const pages = moduleRoutes.map(({ name, path, component }) => ({ name, path, component }))
  const home = moduleRoutes[0]?.path ?? '/'
  return createRouter({
    history: createWebHashHistory(),
    routes: [...pages, { path: '/:elsewhere(.*)*', redirect: home }],
  })
}
