import { app, dialog } from 'electron'

/** Nothing can be shown in a window: says so in a dialog and ends. */
export function reportFailure(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${detail}\n`)
  dialog.showErrorBox('站群管理台无法启动', `${detail}\n\n请将以上内容告知系统管理员。`)
  app.exit(1)
}
