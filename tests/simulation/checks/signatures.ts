import { sql } from 'kysely'
import type { SignOff } from '#shared/contract/sign-off'
import { documentFaults } from '#shared/signing/verify-document'
import { readEntities } from '#platform/database/entity-rows'
import type { Check } from '#tests/simulation/check'

/** Every signature verifies, under a key that its operator registered; signed days follow one another in one chain. */
export const check: Check = async ({ server }) => {
  const db = server.db()
  const signOffs = await readEntities(db, 'signOff', sql`true`)
  const keys = new Map((await readEntities(db, 'signingKey', sql`true`)).map((key) => [key.publicKey, key.operatorId]))
  const signedDays = await readEntities(db, 'inspectionDay', sql`state = 'signed'`)
  const forged = signOffs.flatMap(({ id, signerId, document }) => [
    ...documentFaults(document).map((fault) => `sign-off ${id} does not verify: ${fault}`),
    ...(keys.get(document.manifest.signer.publicKey) === signerId ? [] : [`sign-off ${id} is under a foreign key`]),
  ])
  const unsigned = signedDays.filter(
    ({ signOffId, day }) => !signOffs.some((one) => one.id === signOffId && one.day === day),
  )
  const total = signOffs.length === signedDays.length ? [] : ['there are more sign-offs than signed days']
  return [...forged, ...forks(signOffs), ...total, ...unsigned.map(({ day }) => `${day} is signed by nothing`)]
}

function forks(signOffs: readonly SignOff[]): string[] {
  const before = signOffs.map(({ previousId }) => previousId)
  return before
    .filter((id, index) => before.indexOf(id) !== index)
    .map((id) => `two sign-offs follow ${id ?? 'nothing'}`)
}
