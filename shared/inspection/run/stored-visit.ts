import type { VisitRecord } from '#shared/inspection/gather/site-context'

export const visitToText = (visit: VisitRecord): string => JSON.stringify(visit)

export function visitFromText(text: string): VisitRecord {
  const { seenAt, ...visit } = JSON.parse(text) as Omit<VisitRecord, 'seenAt'> & { readonly seenAt: string }
  return { ...visit, seenAt: new Date(seenAt) }
}
