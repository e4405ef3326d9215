import path from 'node:path'
import { app } from 'electron'

/** Puts everything the console keeps under ZHANQUN_DATA, or under the user's own application folder. */
export function chooseDataFolder(): void {
  const chosen = process.env['ZHANQUN_DATA']
  app.setPath('userData', chosen ? path.resolve(chosen) : path.join(app.getPath('appData'), 'zhanqun-console'))
}

export const inDataFolder = (name: string): string => path.join(app.getPath('userData'), name)
