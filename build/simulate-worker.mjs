import { pathToFileURL } from 'node:url'
import { inOut } from './setup/project.mjs'

// One of the processes of build/simulate.mjs, which has built what runs here.
const { work } = await import(pathToFileURL(inOut('simulation/simulate.mjs')).href)
await work(JSON.parse(process.argv[2]))
