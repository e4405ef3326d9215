import { sql } from 'kysely'
import type { Command } from '#shared/contract/command'
import { isAbout } from '#tests/simulation/message'
import type { Break } from '#tests/simulation/world'

/** The platform forgets what it has answered: a command that is sent again is judged again. */
export const rule: Omit<Break, 'name'> = {
  async between({ server }, _station, message, pass) {
    if (isAbout(message, '/v1/commands')) {
      const { device, commands } = JSON.parse(message.body ?? '{}') as { device: string; commands: Command[] }
      const first = commands[0]?.n ?? 1
      const db = server.db()
      await sql`delete from command_outcome where device = ${device} and n >= ${first}`.execute(db)
      await sql`update device set next_n = least(next_n, ${first}) where id = ${device}`.execute(db)
    }
    return pass()
  },
}
