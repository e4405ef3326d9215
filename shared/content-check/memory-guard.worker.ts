import { workerData } from 'node:worker_threads'

// A thread beside the one that reads, which may be deep in WebAssembly or in one long call: it ends the whole process
// when that holds more than it may. The limit of the JavaScript heap does not count what libraries take.
const everyMilliseconds = 100
const most = Number(workerData) * 1_000_000

setInterval(() => {
  if (process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL')
}, everyMilliseconds)
