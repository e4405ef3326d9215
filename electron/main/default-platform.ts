import { inDataFolder } from './data-folder'
import { platformOf } from './platform-settings'

/** Address of the platform offered at sign-in: ZHANQUN_PLATFORM, else settings.json in the data folder, else none. */
export const defaultPlatform = (): string =>
  process.env['ZHANQUN_PLATFORM'] ?? platformOf(inDataFolder('settings.json'))
