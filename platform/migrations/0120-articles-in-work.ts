/** Of a million articles a few hundred are worked on: whoever asks for those must not read the rest. */
export const up = `
create index article_in_work on article (id)
  where state in ('draft', 'first_review', 'second_review', 'final_review', 'secrecy_review', 'approved');
`
