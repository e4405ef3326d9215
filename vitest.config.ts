import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const shared = { globalSetup: 'build/vitest/workers.mjs', setupFiles: 'build/vitest/surroundings.mjs' }

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit',
          sequence: { groupOrder: 1 },
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'integration',
          sequence: { groupOrder: 2 },
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
