/** Tables of a run file. Nothing is migrated: a run is finished by the build that began it. */
export const schema = `
  BEGIN IMMEDIATE;
  CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- Every address judged, whichever sites carry it. The visit stays only where there is something to tell of it.
  CREATE TABLE IF NOT EXISTS answer (
    url TEXT PRIMARY KEY, verdict TEXT NOT NULL, rechecked INTEGER NOT NULL DEFAULT 0, visit TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS answer_doubtful ON answer (url) WHERE verdict = 'uncertain' AND rechecked = 0;

  -- Pages read whole by sites that are not finished, to be read again by a resumed run.
  CREATE TABLE IF NOT EXISTS page (
    site INTEGER NOT NULL, url TEXT NOT NULL, time INTEGER NOT NULL, visit TEXT NOT NULL, body BLOB,
    PRIMARY KEY (site, url, time)
  );

  -- The frontier: links of a site in the order found.
  CREATE TABLE IF NOT EXISTS link (
    id INTEGER PRIMARY KEY, site INTEGER NOT NULL, url TEXT NOT NULL, level INTEGER NOT NULL, chain INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS link_url ON link (site, url);
  CREATE INDEX IF NOT EXISTS link_site ON link (site);

  -- Pages whose links are in the frontier, in the order they were read, with the numbers of these links (link-list.ts).
  CREATE TABLE IF NOT EXISTS harvested (
    id INTEGER PRIMARY KEY, site INTEGER NOT NULL, url TEXT NOT NULL, place TEXT NOT NULL, links BLOB NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS harvested_url ON harvested (site, url);
  CREATE INDEX IF NOT EXISTS harvested_site ON harvested (site);

  CREATE TABLE IF NOT EXISTS finished (site INTEGER PRIMARY KEY, inspection TEXT NOT NULL);
  COMMIT;`
