import { defineIndicator } from '#shared/inspection/indicator'
import { activityThresholds, fewActivities } from '#shared/inspection/judge/activity-count'

/** D16 征集调查: a portal holds so many of them a year. Silent where its lists go on beyond what was read. */
export const indicator = defineIndicator({
  id: 'D16',
  severity: 'deduct',
  thresholds: activityThresholds,
  evaluate: (context, rules) => fewActivities(context, 'D16', rules),
})
