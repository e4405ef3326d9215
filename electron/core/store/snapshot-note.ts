import { dropNote, readNote } from './notes'
import type { Store } from './store'

/** Note of how far a snapshot that is being loaded has come. */
export const snapshotNote = 'snapshot'

/** While a snapshot is loaded, rows come kind by kind: one may be here before the audit entry of what changed it. */
export const isLoading = (store: Store): boolean => readNote(store, snapshotNote) !== null

/** Gives up what was loaded so far: the next snapshot begins anew. */
export const forgetSnapshot = (store: Store): void => dropNote(store, snapshotNote)
