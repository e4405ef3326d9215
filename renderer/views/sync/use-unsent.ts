import { computed, onScopeDispose, watch, type ComputedRef } from 'vue'
import { api, onEvent } from '#renderer/api.ts'
import { useAnswer, useCall, type Answered } from '#renderer/query.ts'
import { useSync } from '#renderer/stores/sync.ts'
import { manyRows } from '#renderer/triage/many-rows.ts'
import type { Unsent } from '#shared/contract/desk'
import { labelOf, siteIdOf, subjectOf } from './described'

export interface UnsentList {
  readonly all: Answered<readonly Unsent[]>
  readonly waiting: ComputedRef<readonly Unsent[]>
  readonly parked: ComputedRef<readonly Unsent[]>
  readonly adjusted: ComputedRef<readonly Unsent[]>
  /** What each command is about, in words, by the command's id. */
  readonly labels: ComputedRef<ReadonlyMap<string, string>>
}

async function labelsOf(commands: readonly Unsent[]): Promise<Map<string, string>> {
  const subjects = commands.map((command) => ({ command: command.id, subject: subjectOf(command) }))
  const kinds = [...new Set(subjects.flatMap(({ subject }) => (subject ? [subject.kind] : [])))]
  const found = await Promise.all(
    kinds.map((kind) =>
      manyRows(kind, [...new Set(subjects.flatMap(({ subject }) => (subject?.kind === kind ? [subject.id] : [])))]),
    ),
  )
  const rows = found.flat()
  const siteIds = [...new Set(rows.flatMap((row) => siteIdOf(row) ?? []))]
  const siteNames = new Map((await manyRows('site', siteIds)).map(({ id, name }) => [id, name]))
  const label = (row: unknown) => [labelOf(row), siteNames.get(siteIdOf(row) ?? '')].filter(Boolean).join(' · ')
  const byId = new Map(rows.map((row) => [row.id, label(row)]))
  return new Map(subjects.map(({ command, subject }) => [command, (subject && byId.get(subject.id)) ?? '']))
}

/** Everything that was done here and is not with the platform yet. */
export function useUnsent(): UnsentList {
  const sync = useSync()
  const all = useCall('outbox.list', () => ({}), 'all')
  onScopeDispose(onEvent('sync', () => void all.refresh()))
  watch(
    () => [sync.status?.waiting, sync.status?.parked, sync.status?.adjusted],
    () => void all.refresh(),
  )
  const commands = computed(() => all.value.value ?? [])
  const labels = useAnswer(() => labelsOf(commands.value), [])
  return {
    all,
    waiting: computed(() => commands.value.filter(({ state }) => state === 'waiting')),
    parked: computed(() => commands.value.filter(({ state }) => state === 'parked')),
    adjusted: computed(() => commands.value.filter(({ state }) => state === 'adjusted')),
    labels: computed(() => labels.value.value ?? new Map<string, string>()),
  }
}

export const retry = (id: string) => api['outbox.retry']({ id })
export const discard = (id: string, reason: string) => api['outbox.discard']({ id, reason })
export const note = (id: string) => api['outbox.note']({ id })
