import { expect, it } from 'vitest'
import { createChance, type Chance } from '#tests/chance'
import { mutated } from '#tests/fixtures/files/mutated'
import { soakMutatedFiles } from './soak'

const share = { count: 300, seed: 20_261 }

it('gives every mutated file a verdict', async () => {
  const { read, unreadable, failures } = await soakMutatedFiles(share)
  expect(failures).toEqual([])
  expect(read + unreadable).toBe(share.count)
}, 120_000)

it('mutates the same file in the same way each time', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251)
  const once = (chance: Chance) => Buffer.from(mutated(bytes, chance)).toString('hex')
  expect(once(createChance(5))).toBe(once(createChance(5)))
})
