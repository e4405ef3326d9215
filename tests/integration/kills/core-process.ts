import { createConsole } from '#core/console'
import { bareNative } from '#tests/integration/core/surroundings'
import { isAppError } from '#shared/contract/app-error'
import type { Answer, Order } from './orders'

// The console as a process of its own, without Electron around it: its data folder is the only argument.
const console = createConsole({ dataDir: process.argv[2] ?? '', platform: '', native: bareNative(), pollMs: 250 })

async function answer({ id, call, input }: Order): Promise<Answer> {
  try {
    return { id, ok: true, value: await console.desk[call](input as never) }
  } catch (error) {
    if (isAppError(error)) return { id, ok: false, code: error.code, message: error.message }
    console.report(error)
    return {
      id,
      ok: false,
      code: 'bug',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

process.on('message', (order: Order) => void answer(order).then((said) => process.send?.(said)))
process.on('disconnect', () => process.exit(0))
