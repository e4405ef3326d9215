import vue from '@vitejs/plugin-vue'
import { inOut, inRoot } from '../setup/project.mjs'

/** Vite configuration of the window's page. Its Chromium is known, so nothing is translated for older ones. */
export const rendererBundle = () => ({
  root: inRoot('renderer'),
  configFile: false,
  logLevel: 'warn',
  base: './',
  publicDir: false,
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __INTLIFY_JIT_COMPILATION__: 'true' },
  build: {
    outDir: inOut('app/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    sourcemap: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    // The page may not load data: URLs as scripts or fonts.
    assetsInlineLimit: 0,
  },
})
