/** `import.meta.glob` of Vite: a folder of same-shaped modules is a registry. */
interface ImportMeta {
  glob<T>(pattern: string, options: { eager: true; import?: string }): Record<string, T>
}
