/** Articles with their revisions, reviews and hits; published texts and attachments are kept once by their digest. */
export const up = `
create table article (
  id uuid primary key,
  site_id uuid not null,
  column_id uuid not null,
  title text not null,
  doc_number text,
  source text not null,
  author_id uuid,
  disclosure text not null,
  state text not null,
  revision_id uuid,
  published_hash text,
  published_at timestamptz(3),
  attachments jsonb not null,
  changed_at timestamptz(3) not null
);
call track_changes('article');
create index on article using gin (attachments jsonb_path_ops) where attachments <> '[]';
create index on article (column_id, published_at desc);
create index on article (site_id);

create table revision (
  id uuid primary key,
  site_id uuid not null,
  article_id uuid not null,
  number integer not null,
  title text not null,
  body text not null,
  attachments jsonb not null,
  hash text not null,
  made_by uuid,
  made_at timestamptz(3) not null
);
call track_changes('revision');
create index on revision using gin (attachments jsonb_path_ops) where attachments <> '[]';
create index on revision (article_id);
create index on revision (site_id);

create table review_task (
  id uuid primary key,
  site_id uuid not null,
  article_id uuid not null,
  revision_id uuid not null,
  title text not null,
  stage text not null,
  state text not null,
  priority text not null,
  submitted_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  decided_by uuid,
  decided_at timestamptz(3),
  seen text,
  comment text
);
call track_changes('review_task');
create index on review_task (article_id);
create index on review_task (site_id);

create table hit (
  id uuid primary key,
  site_id uuid,
  article_id uuid,
  subject jsonb not null,
  rule text not null,
  category text not null,
  severity text not null,
  part text not null,
  start integer not null,
  "end" integer not null,
  text text not null,
  before text not null,
  after text not null,
  pack_version text not null,
  found_at timestamptz(3) not null,
  state text not null,
  disposition jsonb
);
call track_changes('hit');
create index on hit (article_id);
create index on hit (site_id);

create table library_text (
  hash text primary key,
  body text not null
);

create table attachment_content (
  hash text primary key,
  name text not null,
  bytes bytea not null
);
`
