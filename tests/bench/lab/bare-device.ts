import { randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'
import { uuidv7 } from 'uuidv7'
import { routes, type Session } from '#shared/contract/api'
import type { Column } from '#shared/contract/column'
import { schemaVersion, type Outcome } from '#shared/contract/command'
import { operatorId, type DemoLogin } from '#platform/demo/operators'
import { change } from './core'
import type { Province } from './province'

/** A device of its own that hands in commands without any console. */
export async function openBareDevice({ address, password }: Province, login: DemoLogin) {
  const [agent, device] = [new Agent(), uuidv7()]
  let n = 0
  let token = ''
  const ask = async (route: { path: string }, body: unknown) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await request(address + route.path, {
      ...{ method: 'POST', headers, dispatcher: agent },
      body: JSON.stringify(body),
    })
    return answer.body.json()
  }
  token = ((await ask(routes.signIn, { login, password })) as Session).accessToken
  return {
    /** Gives columns another owner in one request; answers its milliseconds, answer included. */
    async send(...columns: readonly Column[]): Promise<number> {
      const owner = `负责人${randomUUID().slice(0, 4)}`
      const commands = columns.map((column) => ({
        ...change(column, owner),
        ...{ id: uuidv7(), device, n: ++n, author: operatorId(login), schema: schemaVersion },
        base: [{ entity: { kind: 'column', id: column.id }, version: column.version }],
        madeAt: new Date().toISOString(),
      }))
      const begun = performance.now()
      const { outcomes } = (await ask(routes.sendCommands, { device, commands })) as { outcomes: Outcome[] }
      const took = performance.now() - begun
      const refused = outcomes.find(({ result }) => result !== 'applied')
      if (refused || outcomes.length < columns.length) throw new Error(`not applied: ${JSON.stringify(refused)}`)
      return took
    },
    close: () => agent.close(),
  }
}
