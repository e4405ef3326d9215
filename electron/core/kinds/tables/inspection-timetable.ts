import { flag, kindTable } from '#core/kinds/kind-table'

export const table = kindTable('inspectionTimetable', {
  fields: { enabled: flag },
  indexed: [],
  order: { by: 'id', descending: false },
})
