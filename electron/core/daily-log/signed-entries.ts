import { rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { SignedEntry } from '#shared/contract/desk'
import type { SignOff } from '#shared/contract/sign-off'
import { correctionIn } from '#shared/domain/log-correction'

/** What was signed of a day, its log first, then the corrections as they were signed. */
export const signOffsOf = (store: Store, day: string): SignOff[] =>
  rowsWith(store, 'signOff', 'day', day).sort(
    (one, other) =>
      Number(one.correctsId !== null) - Number(other.correctsId !== null) || (one.signedAt < other.signedAt ? -1 : 1),
  )

/** Whether the platform has it: of what was made here and waits, the truth beneath has nothing. */
export function isConfirmed(store: Store, { id }: Pick<SignOff, 'id'>): boolean {
  const beneath = store.get<{ version: number | null }>(
    "SELECT version FROM base_row WHERE kind = 'signOff' AND id = ?",
    id,
  )
  return beneath === undefined || beneath.version !== null
}

export const signedEntries = (store: Store, day: string): SignedEntry[] =>
  signOffsOf(store, day).map((signOff) => ({
    signOffId: signOff.id,
    confirmed: isConfirmed(store, signOff),
    signer: signOff.document.manifest.signer.name,
    signedAt: signOff.signedAt,
    seal: signOff.seal,
    correction: correctionIn(signOff.document),
  }))
