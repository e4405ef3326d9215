import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { moduleRoutes, type ModuleRoute } from '#renderer/modules.ts'
import type { Shortcut } from '#renderer/shortcuts.ts'
import { useFigures } from '#renderer/stores/figures.ts'
import { useSession } from '#renderer/stores/session.ts'
import { useSync } from '#renderer/stores/sync.ts'

export interface OfferedModule extends ModuleRoute {
  readonly title: string
  readonly shown: number | null
}

/** The modules that the operator is offered, with their live counts, and the keys that go there. */
export function useModules(): { offered: ComputedRef<OfferedModule[]>; goShortcuts: Shortcut[] } {
  const { t } = useI18n()
  const [router, session, sync, figures] = [useRouter(), useSession(), useSync(), useFigures()]
  const isOffered = ({ rights }: ModuleRoute) => !rights || rights.some((right) => session.mayAnywhere(right))

  const offered = computed(() =>
    moduleRoutes.filter(isOffered).map((module) => ({
      ...module,
      title: t(`${module.name}.title`),
      shown: module.count?.(figures.figures, sync.status) ?? null,
    })),
  )
  const goShortcuts = moduleRoutes.flatMap((module) =>
    module.goKey
      ? [
          {
            keys: `g ${module.goKey}`,
            label: () => t('shell.goTo', { module: t(`${module.name}.title`) }),
            run: () => void router.push(module.path),
            when: () => isOffered(module),
            group: () => t('shell.anywhere'),
          },
        ]
      : [],
  )
  return { offered, goShortcuts }
}
