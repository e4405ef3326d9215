import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api, onEvent } from '#renderer/api.ts'
import { onChanged } from '#renderer/query.ts'
import { clearSelections } from '#renderer/selection.ts'
import type { DeskCalls, Input, Output } from '#shared/contract/desk'
import type { Right } from '#shared/contract/right'
import { may, mayAnywhere, type ScopedSite } from '#shared/domain/permissions'

type SessionState = Output<DeskCalls['session.state']>

/** Who is signed in, and what they may do. */
export const useSession = defineStore('session', () => {
  const state = shallowRef<SessionState>()
  const operator = computed(() => state.value?.operator ?? null)

  async function load(): Promise<void> {
    state.value = await api['session.state']({})
    if (!state.value.operator) clearSelections()
  }
  // The other windows of the console follow, whichever of them it happened in; so do rights that were given or taken.
  const reload = () => void load().catch(() => undefined)
  onEvent('session', reload)
  onChanged(['operator'], reload, 0)
  async function signIn(input: Input<DeskCalls['session.signIn']>): Promise<void> {
    await api['session.signIn'](input)
    await load()
  }
  async function signOut(leaveUnsent: boolean): Promise<void> {
    await api['session.signOut']({ leaveUnsent })
    await load()
  }
  return {
    state,
    operator,
    load,
    signIn,
    signOut,
    /** Whether the operator holds the right for that site (null: the whole province). */
    may: (right: Right, site: ScopedSite | null) => operator.value !== null && may(operator.value, right, site),
    /** Whether the operator holds the right anywhere: decides what is offered at all. */
    mayAnywhere: (right: Right) => operator.value !== null && mayAnywhere(operator.value, right),
  }
})
