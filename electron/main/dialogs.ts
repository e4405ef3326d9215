import { app, BrowserWindow, dialog, type FileFilter } from 'electron'
import path from 'node:path'
import { type NativeArgs } from '#shared/contract/native'

type Choice = 'openFile' | 'openDirectory' | 'multiSelections'

/** Asks for files or folders to read; none when the operator left the dialog. */
export async function pickFiles({ title, filters, several, folders }: NativeArgs<'pickFiles'>): Promise<string[]> {
  const properties: Choice[] = [
    folders ? 'openDirectory' : 'openFile',
    ...(several ? ['multiSelections' as const] : []),
  ]
  const options = { title, filters: namedFilters(filters), properties }
  const window = windowInFront()
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? [] : filePaths
}

/** Asks where to save; null when the operator left the dialog. */
export async function pickSave({ title, suggested, filters }: NativeArgs<'pickSave'>): Promise<string | null> {
  const defaultPath = path.join(app.getPath('documents'), suggested)
  const options = { title, defaultPath, filters: namedFilters(filters) }
  const window = windowInFront()
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || !filePath ? null : filePath
}

const windowInFront = () =>
  BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().find((window) => window.isVisible())

const namedFilters = (filters: NativeArgs<'pickFiles'>['filters']): FileFilter[] =>
  filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] }))
