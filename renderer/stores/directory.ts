import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api } from '#renderer/api.ts'
import { onChanged } from '#renderer/query.ts'
import type { EntityKind, EntityOf } from '#shared/contract/entity'

type Named = 'operator' | 'unit' | 'region'
const named = ['operator', 'unit', 'region'] as const satisfies readonly EntityKind[]

async function allOf<K extends Named>(kind: K): Promise<EntityOf<K>[]> {
  const rows: EntityOf<K>[] = []
  for (let offset = 0; ; offset += 500) {
    const page = await api['rows.list']({ kind, where: {}, search: '', offset, limit: 500 })
    rows.push(...(page.rows as EntityOf<K>[]))
    if (rows.length >= page.total || page.rows.length === 0) return rows
  }
}

/** Who and what the ids in other rows mean: operators, units, regions of the province. Small, so they are all here. */
export const useDirectory = defineStore('directory', () => {
  const operators = shallowRef<readonly EntityOf<'operator'>[]>([])
  const units = shallowRef<readonly EntityOf<'unit'>[]>([])
  const regions = shallowRef<readonly EntityOf<'region'>[]>([])

  async function load(): Promise<void> {
    ;[operators.value, units.value, regions.value] = await Promise.all([
      allOf('operator'),
      allOf('unit'),
      allOf('region'),
    ])
  }
  onChanged(named, () => void load().catch(() => undefined), 1000)

  const operatorById = computed(() => new Map(operators.value.map((operator) => [operator.id, operator])))
  const unitById = computed(() => new Map(units.value.map((unit) => [unit.id, unit])))
  const regionByCode = computed(() => new Map(regions.value.map((region) => [region.code, region])))
  return { operators, units, regions, operatorById, unitById, regionByCode, load }
})
