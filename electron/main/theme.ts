import { nativeTheme } from 'electron'
import { type NativeArgs } from '#shared/contract/native'

/** Sets the colours of windows and dialogs; the page follows by `prefers-color-scheme`. */
export function setTheme({ theme }: NativeArgs<'theme'>): boolean {
  nativeTheme.themeSource = theme
  return nativeTheme.shouldUseDarkColors
}
