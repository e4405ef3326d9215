import { readdirSync, readFileSync } from 'node:fs'

/** What processes have used: seconds of processor time, and megabytes of memory (PSS, the largest seen). */
export interface Usage {
  readonly cpuSeconds: number
  readonly memoryMb: number
}

const ticksPerSecond = 100

/** Watches processes with those that they started, on Linux; elsewhere everything is 0. */
export class UsageWatch {
  readonly #begun: number
  #memory = 0
  readonly #timer: NodeJS.Timeout

  constructor(private readonly roots: readonly number[]) {
    this.#begun = this.#cpuSeconds()
    this.#timer = setInterval(() => this.#look(), 2_000)
  }

  /** What was used since the watch began. */
  end(): Usage {
    clearInterval(this.#timer)
    this.#look()
    return { cpuSeconds: this.#cpuSeconds() - this.#begun, memoryMb: this.#memory }
  }

  #look(): void {
    this.#memory = Math.max(this.#memory, sum(trees(this.roots).map(memoryOf)))
  }

  #cpuSeconds(): number {
    return sum(trees(this.roots).map(cpuSecondsOf))
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function trees(roots: readonly number[]): number[] {
  const children = new Map<number, number[]>()
  for (const process of processes()) {
    const parent = Number(afterName(process)[1])
    children.set(parent, [...(children.get(parent) ?? []), process])
  }
  const tree = (process: number): number[] => [process, ...(children.get(process) ?? []).flatMap(tree)]
  return roots.flatMap(tree)
}

function processes(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

/** The fields of /proc/N/stat from the state on; the name before may hold anything. */
const afterName = (process: number): string[] =>
  read(process, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ')

/** With what children had used that have ended. */
function cpuSecondsOf(process: number): number {
  const [user, system, childUser, childSystem] = afterName(process).slice(11, 15).map(Number)
  return sum([user, system, childUser, childSystem].map((ticks) => ticks ?? 0)) / ticksPerSecond || 0
}

const memoryOf = (process: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(process, 'smaps_rollup'))?.[1] ?? 0) / 1024

// A process may end while it is looked at.
function read(process: number, file: string): string {
  try {
    return readFileSync(`/proc/${process}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
