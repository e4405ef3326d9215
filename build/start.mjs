import { parseArgs } from 'node:util'
import { appFolder, tourFile } from './setup/build.mjs'
import { startDemoPlatform } from './setup/demo-platform.mjs'
import { electronFlags, prepareConsole } from './setup/prepare.mjs'
import { main, run, say, SetupError } from './setup/project.mjs'
import { hasDisplay } from './setup/system-libraries.mjs'
import { startVirtualDisplay } from './setup/virtual-display.mjs'

const usage = 'npm start [-- --platform URL]   (or ZHANQUN_PLATFORM=URL npm start)'

await main(() => {
  const { platform } = readArguments()
  return hasDisplay() || process.platform !== 'linux' ? startConsole(platform) : playTour(platform)
})

function readArguments() {
  try {
    const { values } = parseArgs({ options: { platform: { type: 'string' } } })
    const platform = values.platform ?? process.env.ZHANQUN_PLATFORM
    if (platform && !URL.canParse(platform)) throw new Error(`not an address: ${platform}`)
    return { platform }
  } catch (error) {
    throw new SetupError(`${error.message}\n  ${usage}`)
  }
}

async function startConsole(configured) {
  const environment = await prepareConsole()
  const demo = configured ? undefined : await startDemoPlatform()
  const env = { ...process.env, ...environment, ZHANQUN_PLATFORM: configured ?? demo.address }
  say(`the console starts with the platform at ${env.ZHANQUN_PLATFORM}`)
  try {
    return await run(environment.ZHANQUN_ELECTRON, [...electronFlags(), appFolder], { env })
  } finally {
    await demo?.stop()
  }
}

// The tour starts a platform of its own, so that its pictures do not depend on what happened before.
async function playTour(configured) {
  say('there is no display: playing the main job on a virtual one; pictures and the signed log go to out/tour/')
  const environment = await prepareConsole({ display: false, bundles: ['tour'] })
  const display = await startVirtualDisplay()
  const platform = configured ? { ZHANQUN_PLATFORM: configured } : {}
  try {
    return await run(process.execPath, [tourFile], {
      env: { ...process.env, ...environment, ...display.env, ...platform },
    })
  } finally {
    display.close()
  }
}
