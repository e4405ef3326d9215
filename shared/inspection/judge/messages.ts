import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Day } from '#shared/contract/primitives'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { thresholdsOf } from '#shared/inspection/indicator'
import { datesIn } from '#shared/inspection/page/dates'
import type { Static } from '@sinclair/typebox'
import { messageThresholds } from './gathering-thresholds'

type Rules = Static<typeof messageThresholds>

/** A public message 留言 that shows no answer yet. */
export interface PendingMessage {
  readonly title: string
  readonly url: string
  readonly askedOn: Day
  /** The page that says so. */
  readonly seen: SeenPage
}

/** Rules over messages stand under D14, wherever they are used; undefined where the plan has none. */
export const messageRules = (plan: InspectionPlan): Rules | undefined =>
  plan.indicators['D14']?.enabled === true ? thresholdsOf(plan, 'D14', messageThresholds) : undefined

/** Messages that a list or their own page calls unanswered, the oldest first. */
export function pendingMessages(context: SiteContext): PendingMessage[] {
  const rules = messageRules(context.plan)
  if (rules === undefined) return []
  const listed = messageColumns(context, rules).flatMap((seen) => pendingRows(seen, rules))
  const shown = (context.extras?.messages ?? []).flatMap((seen) => pendingPage(seen, rules, context.today))
  const byUrl = new Map([...listed, ...shown].map((message) => [message.url, message]))
  return [...byUrl.values()].sort((a, b) => (a.askedOn < b.askedOn ? -1 : 1))
}

const messageColumns = ({ columns }: SiteContext, rules: Rules): SeenPage[] =>
  columns.filter(({ column, page }) =>
    new RegExp(rules.columns).test([column?.name, page.meta['columnname'], page.title].join(' ')),
  )

/** The state stands beside the title, never in it: a message may well be about an unanswered one. */
function pendingRows(seen: SeenPage, rules: Rules): PendingMessage[] {
  const pending = new RegExp(rules.pending)
  return seen.page.items.flatMap(({ title, url, date, note, region }) =>
    region === 'main' && date !== undefined && pending.test(note) ? [{ title, url, askedOn: date, seen }] : [],
  )
}

/** A state stands by itself; within a sentence the same words may be about anything. */
const standingAlone = (words: string): RegExp =>
  new RegExp(`(?:^|[\\s:：【\\[(（])(?:${words})(?=$|[\\s】\\])）。；;])`)

function pendingPage(seen: SeenPage, rules: Rules, today: Day): PendingMessage[] {
  const text = seen.page.mainText
  const asked = new RegExp(`(?:${rules.fields[0]?.match ?? ''})\\s*[:：]?\\s*(?<asked>[\\d\\-年月日/.]{8,12})`).exec(
    text,
  )?.groups?.['asked']
  const askedOn = datesIn(asked ?? '', today)[0]
  if (askedOn === undefined || !standingAlone(rules.pending).test(text)) return []
  const isAnswered = rules.fields.slice(1).some(({ match }) => new RegExp(`(?:${match})\\s*[:：]\\s*\\d{4}`).test(text))
  return isAnswered ? [] : [{ title: seen.page.title, url: seen.visit.url, askedOn, seen }]
}
