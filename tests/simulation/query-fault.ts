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

const names = new Map<string, string>()

/**
 * The same query as a prepared statement under a name. PostgreSQL plans each of them once and not every time it comes:
 * most of the feed's time would be that. What it answers is the same.
 */
function named([text, parameters, ...rest]: unknown[]): unknown[] {
  if (typeof text !== 'string' || !Array.isArray(parameters) || !/^\s*(select|with|insert|update|delete)\b/.test(text))
    return [text, parameters, ...rest]
  const name = names.get(text) ?? `s${names.size}`
  names.set(text, name)
  return [{ name, text, values: parameters }, ...rest]
}

/** Puts the fault in the way of every query of this process. */
export function installQueryFaults(): void {
  const { prototype } = pg.Client
  const original = Object.getOwnPropertyDescriptor(prototype, 'query')?.value as (...values: unknown[]) => unknown
  Object.defineProperty(prototype, 'query', {
    configurable: true,
    writable: true,
    value: function (this: pg.Client, ...values: unknown[]) {
      const query = () => original.apply(this, named(values))
      const fault = armed
      if (!fault || fault.left-- > 0) return query()
      armed = null
      return struck(this, fault, () => Promise.resolve(query()))
    },
  })
}
