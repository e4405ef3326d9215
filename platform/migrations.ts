export interface Migration {
  readonly name: string
  /** SQL statements, run in one transaction. */
  readonly up: string
}

const found = import.meta.glob<string>('./migrations/*.ts', { eager: true, import: 'up' })

const nameOf = (file: string) => file.replace(/^.*\//, '').replace(/\.ts$/, '')

/** Every migration of this build by its file's name, in order. They are never changed or renamed once released. */
export const migrations: readonly Migration[] = Object.entries(found)
  .map(([file, up]) => ({ name: nameOf(file), up }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))
