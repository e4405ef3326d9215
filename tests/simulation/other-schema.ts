import { schemaHeader } from '#shared/contract/api'
import { schemaVersion, type Command } from '#shared/contract/command'
import { isAbout, type Message } from './message'

/** The message as a console of another version of the schema would send it. */
export function asOfSchema(message: Message, offset: number): Message {
  if (offset === 0) return message
  const schema = schemaVersion + offset
  const headers = { ...message.headers, [schemaHeader]: String(schema) }
  return { ...message, headers, body: isAbout(message, '/v1/commands') ? bodyOf(message, schema) : message.body }
}

function bodyOf({ body }: Message, schema: number): string {
  const batch = JSON.parse(body ?? '{}') as { readonly commands: readonly Command[] }
  // The platform's own schema begins at one; one that is older is told by the header alone.
  const commands = batch.commands.map((command) => ({ ...command, schema: Math.max(1, schema) }))
  return JSON.stringify({ ...batch, commands })
}
