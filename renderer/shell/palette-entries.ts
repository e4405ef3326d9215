import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '#renderer/api.ts'
import type { IconName } from '#renderer/components/icons.ts'
import { language } from '#renderer/i18n.ts'
import { useAnswer } from '#renderer/query.ts'
import { useSync } from '#renderer/stores/sync.ts'
import { isDark, useTheme } from '#renderer/theme.ts'
import type { EntityOf } from '#shared/contract/entity'
import { recentEntries } from './recents'
import { useModules } from './use-modules'

export interface Entry {
  readonly key: string
  readonly icon: IconName
  readonly title: string
  readonly detail?: string | undefined
  readonly keys?: string | undefined
  readonly path?: string
  readonly run?: () => void
}
export interface EntryGroup {
  readonly title: string
  readonly entries: readonly Entry[]
}

const found = ['site', 'column', 'article'] as const
type Found = (typeof found)[number]
const each = 6

const icons: Record<Found, IconName> = { site: 'sites', column: 'columns', article: 'file' }
const pathOf = (kind: Found, row: EntityOf<Found>): string =>
  ({ site: `/sites?open=${row.id}`, column: `/columns?open=${row.id}`, article: `/check?article=${row.id}` })[kind]
const titleOf = (row: EntityOf<Found>): string => ('title' in row ? row.title : row.name)

async function find(kind: Found, search: string): Promise<Entry[]> {
  const { rows, sites } = await api['rows.list']({ kind, where: {}, search, offset: 0, limit: each })
  return (rows as EntityOf<Found>[]).map((row) => ({
    key: row.id,
    icon: icons[kind],
    title: titleOf(row),
    detail: 'siteId' in row ? sites[row.siteId]?.name : row.code,
    path: pathOf(kind, row),
  }))
}

/** What the palette offers for a text: recents and everything to do without one, what matches with one. */
export function useFound(
  text: () => string,
  deeds: { readonly signOut: () => void; readonly shortcuts: () => void },
): { readonly groups: ComputedRef<EntryGroup[]>; readonly answered: ComputedRef<boolean> } {
  const { t } = useI18n()
  const [sync, theme, modules] = [useSync(), useTheme(), useModules()]
  const rows = useAnswer(() => (text() ? Promise.all(found.map((kind) => find(kind, text()))) : undefined), [])

  const commands = computed<Entry[]>(() => [
    {
      key: 'sync',
      icon: 'refresh',
      title: t('shell.command.syncNow'),
      run: () => void sync.syncNow().catch(console.error),
    },
    {
      key: 'theme',
      icon: 'moon',
      title: t('shell.command.theme'),
      run: () => (theme.value = isDark.value ? 'light' : 'dark'),
    },
    {
      key: 'language',
      icon: 'language',
      title: t('shell.command.language'),
      run: () => (language.value = language.value === 'en' ? 'zh-CN' : 'en'),
    },
    {
      key: 'window',
      icon: 'external',
      title: t('shell.command.window'),
      keys: 'Ctrl Shift N',
      run: () => void window.open(location.href),
    },
    { key: 'shortcuts', icon: 'keyboard', title: t('shell.command.shortcuts'), keys: '?', run: deeds.shortcuts },
    { key: 'signOut', icon: 'leave', title: t('shell.command.signOut'), run: deeds.signOut },
  ])
  const places = computed<Entry[]>(() =>
    modules.offered.value.map(({ name, icon, title, path, goKey }) => ({
      key: name,
      icon,
      title,
      path,
      keys: goKey && `g ${goKey}`,
    })),
  )
  const recents = computed<Entry[]>(() =>
    recentEntries().map(({ title, path }) => ({ key: path, icon: 'clock', title, path })),
  )
  const matching = (entries: readonly Entry[]) =>
    entries.filter(({ title }) => title.toLowerCase().includes(text().toLowerCase()))

  const groups = computed(() => {
    const all = text()
      ? [
          ...found.map((kind, place) => ({
            title: t(`shell.palette.${kind}`),
            entries: rows.value.value?.[place] ?? [],
          })),
          { title: t('shell.palette.modules'), entries: matching(places.value) },
          { title: t('shell.palette.commands'), entries: matching(commands.value) },
        ]
      : [
          { title: t('shell.palette.recent'), entries: recents.value.slice(0, 5) },
          { title: t('shell.palette.modules'), entries: places.value },
          { title: t('shell.palette.commands'), entries: commands.value },
        ]
    return all.filter(({ entries }) => entries.length > 0)
  })
  return { groups, answered: computed(() => rows.value.value !== undefined || rows.error.value !== undefined) }
}
