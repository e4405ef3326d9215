import { readdirSync, readFileSync } from 'node:fs'

/** Memory of a process and everything it started, in MB. PSS shares common pages out; RSS counts them in each process. */
export interface Memory {
  readonly pss: number
  readonly rss: number
}

export function memoryOfTree(root: number): Memory {
  const parts = treeOf(root).map(memoryOf)
  const sum = (of: (memory: Memory) => number) => parts.reduce((total, part) => total + of(part), 0)
  return { pss: sum(({ pss }) => pss), rss: sum(({ rss }) => rss) }
}

function treeOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ process: Number(name), parent: parentOf(name) }))
  const below = (process: number): number[] => [
    process,
    ...parents.filter(({ parent }) => parent === process).flatMap((child) => below(child.process)),
  ]
  return below(root)
}

const parentOf = (process: string): number => Number(/^PPid:\s+(\d+)/m.exec(read(process, 'status'))?.[1] ?? 0)

function memoryOf(process: number): Memory {
  const text = read(String(process), 'smaps_rollup')
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024
  return { pss: megabytes('Pss'), rss: megabytes('Rss') }
}

// A process may end while it is looked at: then it has no memory.
function read(process: string, file: string): string {
  try {
    return readFileSync(`/proc/${process}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
