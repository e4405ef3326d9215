import { test as base } from '@playwright/test'
import { openDemoDatabases, type DemoDatabases } from './demo-database'

export { expect } from '@playwright/test'

/** Tests that need a demo province; its PostgreSQL starts with the first of them and ends with the last. */
export const test = base.extend<object, { databases: DemoDatabases }>({
  databases: [
    // Playwright reads what a fixture needs off this pattern.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const databases = await openDemoDatabases()
      await use(databases)
      await databases.stop()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
})
