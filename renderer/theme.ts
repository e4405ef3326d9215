import { computed, ref, watch, type Ref } from 'vue'
import { isOneOf, usePreference } from './preferences'

export type Theme = 'system' | 'light' | 'dark'
export const themes = ['system', 'light', 'dark'] as const

const chosen = usePreference<Theme>('theme', 'system', isOneOf(...themes))
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = ref(systemDark.matches)
systemDark.addEventListener('change', ({ matches }) => (systemIsDark.value = matches))

/** Whether dark colours are on screen. */
export const isDark = computed(() => (chosen.value === 'system' ? systemIsDark.value : chosen.value === 'dark'))

watch(isDark, (dark) => document.documentElement.classList.toggle('dark', dark), { immediate: true })

/** The operator's choice of colours, kept on this workstation. */
export const useTheme = (): Ref<Theme> => chosen
