import { openKeyFile, readKeyFile } from '#core/session/key-file'
import { placeOf } from '#core/session/places'
import { openStore } from '#core/store/open-store'
import type { Store } from '#core/store/store'
import { bareNative } from '#tests/integration/core/surroundings'
import { password } from './province'
import { address, type Workstation } from './workstation'

/** Works on a console's own file beside it, as nobody ever should. */
export async function withStoreOf(
  { folder, operator }: Pick<Workstation, 'folder' | 'operator'>,
  work: (store: Store) => void,
): Promise<void> {
  const place = placeOf(folder, address, operator.login)
  const keyFile = readKeyFile(place.keyFile)
  if (!keyFile) return
  const store = openStore(place.database, await openKeyFile(place.keyFile, keyFile, password, bareNative()))
  work(store)
  store.close()
}
