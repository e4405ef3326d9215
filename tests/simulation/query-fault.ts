import pg from 'pg'

/** What happens to the platform's connection at a query: before PostgreSQL hears of it, or after it was done. */
export interface QueryFault {
  /** How many queries go through first. */
  left: number
  readonly after: boolean
  /** Ends the connection's server process; the query fails then. */
  strike(processId: number): Promise<void>
}

let armed: QueryFault | null = null

/** The fault of one of the next queries, null for none. */
export const armQueries = (fault: QueryFault | null): void => void (armed = fault)

const lost = () => new Error('Connection terminated unexpectedly')

async function struck(client: pg.Client, fault: QueryFault, query: () => Promise<unknown>): Promise<never> {
  if (fault.after) await query()
  await fault.strike('processID' in client ? Number(client.processID) : 0)
  throw lost()
}

/** Puts the fault in the way of every query of this process. */
export function installQueryFaults(): void {
  const { prototype } = pg.Client
  const original = Object.getOwnPropertyDescriptor(prototype, 'query')?.value as (...values: unknown[]) => unknown
  Object.defineProperty(prototype, 'query', {
    configurable: true,
    writable: true,
    value: function (this: pg.Client, ...values: unknown[]) {
      const query = () => original.apply(this, values)
      const fault = armed
      if (!fault || fault.left-- > 0) return query()
      armed = null
      return struck(this, fault, () => Promise.resolve(query()))
    },
  })
}
