import { computed, type ComputedRef } from 'vue'
import { isTexts, usePreference } from '#renderer/preferences.ts'

/** Reasons that fit on the palette: one digit each. */
const mostOffered = 9

/** The reason just given goes first; each stands once. */
export const withLastUsed = (reasons: readonly string[], used: string): string[] =>
  [used, ...reasons.filter((reason) => reason !== used)].slice(0, mostOffered)

/** What the palette offers: reasons given before, last used first, then the usual ones. */
export const offeredReasons = (used: readonly string[], usual: readonly string[]): string[] =>
  [...used, ...usual.filter((reason) => !used.includes(reason))].slice(0, mostOffered)

/** The reasons for one kind of deed, kept on this workstation. */
export function useReasons(
  name: string,
  usual: () => readonly string[],
): { readonly offered: ComputedRef<string[]>; readonly remember: (reason: string) => void } {
  const used = usePreference<string[]>(`reasons.${name}`, [], isTexts)
  return {
    offered: computed(() => offeredReasons(used.value, usual())),
    remember: (reason) => (used.value = withLastUsed(used.value, reason)),
  }
}
