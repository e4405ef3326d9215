/**
 * The refresh token that a session was last renewed by, until the tokens it was exchanged for are used for the first
 * time: only so long may that renewal's answer have been lost on its way.
 */
export const up = `
alter table session add column renewed_from text;
`
