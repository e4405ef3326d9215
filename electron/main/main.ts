import { app } from 'electron'
import { registerAppScheme } from './app-protocol'
import { runConsole } from './console'
import { chooseDataFolder } from './data-folder'
import { reportFailure } from './failure'

// Dates are chosen and spelled the way operators write them, whatever the system's language.
app.commandLine.appendSwitch('lang', 'zh-CN')
chooseDataFolder()
registerAppScheme()

// One console per data folder: two would write the same store. The lock lies in the data folder.
if (app.requestSingleInstanceLock()) app.whenReady().then(runConsole).catch(reportFailure)
else app.quit()
