import { describe, expect, it } from 'vitest'
import type { Command } from '#shared/contract/command'
import type { Region } from '#shared/contract/region'
import { save } from '#shared/domain/command-rule'
import { auditEntry } from '#platform/commands/audit'

const at = '2026-05-04T01:02:03.004Z'
const id = '00000000-0000-7000-8000-000000000001'
const region: Region = { id, version: 3, code: '340100', name: '云州市', level: 'city', parentCode: '340000' }
const command: Command = {
  id,
  device: id,
  n: 1,
  author: id,
  type: 'region.rename',
  args: { reason: '更名', batchId: id },
  base: [],
  madeAt: at,
  schema: 1,
}

describe('an audit entry', () => {
  const changes = [save('region', { ...region, name: '云川市' })]
  const applied = { command, known: [{ kind: 'region', entity: region }] as const, changes, siteId: null, at }

  it('names the fields that changed, before and after', () => {
    const difference = { subject: `region:${id}`, field: 'name', before: '云州市', after: '云川市' }
    expect(auditEntry(applied)).toMatchObject({ differences: [difference], subjects: [`region:${id}`] })
  })

  it('takes reason and batch from the command', () => {
    expect(auditEntry(applied)).toMatchObject({ reason: '更名', batchId: id, id: command.id, operatorId: id })
  })

  it('names what was only looked at', () => {
    const witnessed = [{ kind: 'hit', id }] as const
    expect(auditEntry({ ...applied, changes: [], witnessed })).toMatchObject({
      differences: [],
      subjects: [`hit:${id}`],
    })
  })

  it('tells what is new by its subject alone', () => {
    expect(auditEntry({ ...applied, known: [] })).toMatchObject({ differences: [], subjects: [`region:${id}`] })
  })
})
