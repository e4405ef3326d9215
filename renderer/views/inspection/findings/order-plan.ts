import type { Finding } from '#shared/contract/finding'
import { addDays, addWorkingDays } from '#shared/domain/calendar'

/** Working days a site has to rectify, unless a veto is among the findings: that is due the next day. */
const workingDays = 3

/** The day by which findings have to be rectified, as it is proposed. */
export const proposedDueOn = (findings: readonly Pick<Finding, 'severity'>[], today: string): string =>
  findings.some(({ severity }) => severity === 'veto') ? addDays(today, 1) : addWorkingDays(today, workingDays)

/** Findings that can go under one order: of one site, confirmed, or still open where the operator may confirm them along. */
export const orderable = (findings: readonly Finding[], mayConfirm: boolean): Finding[] =>
  findings.filter(({ state }) => state === 'confirmed' || (mayConfirm && state === 'open'))
