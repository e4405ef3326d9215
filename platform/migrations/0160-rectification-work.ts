/** What becomes of a rectification order between its issue and its closure, what plans say of samples, and jobs that look again at an order's findings. */
export const up = `
alter table rectification_order add column work jsonb;
create index on rectification_order (due_on) where state in ('issued', 'disputed', 'accepted');
create index on rectification_order (state) where state = 'rectified';

alter table inspection_plan add column sample jsonb;

alter table job add column order_id uuid;
`
