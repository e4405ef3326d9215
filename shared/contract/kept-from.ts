import { Type, type Static } from '@sinclair/typebox'

/**
 * Of each kind that ages, the first day of which a workstation keeps rows that are over; what stands still is kept however
 * old it is (`ageing` in shared/domain). In a request: `finding.2026-05-23,hit.2026-05-23`; empty keeps everything.
 */
export const KeptFrom = Type.String({ maxLength: 600, pattern: '^([A-Za-z]+\\.\\d{4}-\\d{2}-\\d{2}(,(?=.)|$))*$' })
export type KeptFrom = Static<typeof KeptFrom>
