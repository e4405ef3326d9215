import { defineIndicator } from '#shared/inspection/indicator'
import { activityThresholds, fewActivities } from '#shared/inspection/judge/activity-count'

/** D17 互动访谈: a portal holds so many of them a year. Silent where its lists go on beyond what was read. */
export const indicator = defineIndicator({
  id: 'D17',
  severity: 'deduct',
  thresholds: activityThresholds,
  evaluate: (context, rules) => fewActivities(context, 'D17', rules),
})
