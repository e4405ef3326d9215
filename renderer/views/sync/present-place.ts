import { api } from '#renderer/api.ts'
import type { Unsent } from '#shared/contract/desk'
import type { EntityOf } from '#shared/contract/entity'
import { argsOf } from './described'
import { placeOf, type Place } from './place-of'

/** Where to do a command anew: as placeOf, but for an article whose review began again the review that runs now. */
export async function presentPlace(command: Pick<Unsent, 'args'>): Promise<Place | null> {
  const place = placeOf(command)
  const { articleId } = argsOf(command.args)
  if (place?.path !== '/review' || typeof articleId !== 'string') return place
  const where = { articleId: { in: [articleId] }, state: { in: ['waiting'] } }
  const { rows } = await api['rows.list']({ kind: 'reviewTask', where, search: '', offset: 0, limit: 1 })
  const [task] = rows as readonly EntityOf<'reviewTask'>[]
  return task ? { ...place, query: { stage: task.stage, open: task.id } } : place
}
