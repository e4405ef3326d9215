import type { Bridge } from '#shared/contract/bridge'

declare global {
  /** `import.meta.glob` of Vite: a folder of same-shaped modules becomes a registry. */
  interface ImportMeta {
    glob<T>(pattern: string | readonly string[], options: { eager: true; import: string }): Record<string, T>
  }

  interface Window {
    /** Put there by the preload script: the page's only way out. */
    readonly zhanqun: Bridge
  }
}
