import { ref, watch, type Ref } from 'vue'

const read = (name: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(`zhanqun.${name}`) ?? 'null')
  } catch {
    return null
  }
}

/** A value this workstation keeps for the window. What is stored and no longer fits falls back. */
export function usePreference<T>(name: string, fallback: T, fits: (stored: unknown) => stored is T): Ref<T> {
  const stored = read(name)
  const value = ref(fits(stored) ? stored : fallback) as Ref<T>
  watch(value, (now) => localStorage.setItem(`zhanqun.${name}`, JSON.stringify(now)), { deep: true })
  return value
}

export const isOneOf =
  <const T extends string>(...values: readonly T[]) =>
  (stored: unknown): stored is T =>
    values.some((value) => value === stored)
export const isText = (stored: unknown): stored is string => typeof stored === 'string'
export const isCount = (stored: unknown): stored is number => typeof stored === 'number' && Number.isFinite(stored)
export const isTexts = (stored: unknown): stored is string[] => Array.isArray(stored) && stored.every(isText)
