import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Store } from '#core/store/store'
import { isAppError } from '#shared/contract/app-error'
import { EvidenceFolder } from '#shared/inspection/evidence/evidence-folder'
import { PageMemoryFile } from '#shared/inspection/known/page-memory-file'
import { claimRun, type RunOrder } from '#shared/inspection/run/open-run'
import { RunFile } from '#shared/inspection/run/run-file'

/** The run under way, beside the local store, and where the proof of its findings stays. */
export interface RunPlace {
  readonly file: RunFile
  readonly evidence: EvidenceFolder
  /** Pages of the runs before. */
  readonly memory: PageMemoryFile
  /** The run has come to its end, or will not be taken up again. */
  leave(): void
}

/** Where this workstation keeps the proof of what it saw. */
export const evidenceIn = (store: Store): EvidenceFolder => new EvidenceFolder(path.join(folderOf(store), 'evidence'))

const folderOf = (store: Store): string => path.join(path.dirname(store.file), 'inspection')

/** Opens the place of a run. One that was cut off on the same day, by a crash or a kill, goes on where it was. */
export function openRunPlace(store: Store, order: RunOrder, day: string): RunPlace {
  const name = path.join(folderOf(store), 'run.db')
  const file = openFor(name, order, day)
  const memory = PageMemoryFile.open(path.join(folderOf(store), 'pages.db'), new Date(day))
  return {
    file,
    evidence: evidenceIn(store),
    memory,
    leave() {
      memory.close()
      file.close()
      remove(name)
    },
  }
}

function openFor(name: string, order: RunOrder, day: string): RunFile {
  const file = RunFile.open(name)
  try {
    if ((file.note('day') ?? day) === day) {
      claimRun(file, order)
      file.setNote('day', day)
      return file
    }
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
  }
  file.close()
  remove(name)
  return openFor(name, order, day)
}

const remove = (name: string): void => {
  for (const part of ['', '-wal', '-shm']) rmSync(`${name}${part}`, { force: true })
}
