/** `import.meta.glob` of Vite, the one way a folder of same-shaped modules becomes a registry (see docs/decisions). */
interface ImportMeta {
  glob<T>(pattern: string, options: { eager: true; import?: string }): Record<string, T>
}
