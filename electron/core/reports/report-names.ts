import type { EntityKind, EntityOf } from '#shared/contract/entity'
import { indicatorName } from '#shared/domain/indicator-names'

/** What a report calls the entities that its rows only name by id. */
export interface ReportNames {
  site(id: string): { readonly name: string; readonly code: string }
  unit(id: string): string
  /** By code 区划代码. */
  region(code: string): string
  operator(id: string): string
  /** V3 首页不更新; only the id of an indicator without a title. */
  indicator(id: string): string
}

type Read = <K extends EntityKind>(kind: K, id: string) => EntityOf<K> | null

export const reportNames = (read: Read, regions: ReadonlyMap<string, string>): ReportNames => ({
  site(id) {
    const site = read('site', id)
    return { name: site?.name ?? '（不在当前账号范围内的子站）', code: site?.code ?? '' }
  },
  region: (code) => regions.get(code) ?? '其他地区',
  unit: (id) => read('unit', id)?.name ?? '（不在当前账号范围内的单位）',
  operator: (id) => read('operator', id)?.name ?? '（已离任人员）',
  indicator: (id) => indicatorName(id),
})
