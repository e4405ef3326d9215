/** Tables of a run file. Nothing is migrated: a run is finished by the build that began it. */
export const schema = `
  CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- Every address judged, whichever sites carry it. The visit stays only where the verdict is not 'ok'.
  CREATE TABLE IF NOT EXISTS answer (
    url TEXT PRIMARY KEY, verdict TEXT NOT NULL, rechecked INTEGER NOT NULL DEFAULT 0, visit TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS answer_doubtful ON answer (url) WHERE verdict = 'uncertain' AND rechecked = 0;

  -- Pages read whole by sites that are not finished, to be read again by a resumed run.
  CREATE TABLE IF NOT EXISTS page (
    site INTEGER NOT NULL, url TEXT NOT NULL, time INTEGER NOT NULL, visit TEXT NOT NULL, body BLOB,
    PRIMARY KEY (site, url, time)
  );

  -- The frontier: links of a site in the order found, with the pages they stand on, one to a line.
  CREATE TABLE IF NOT EXISTS link (
    id INTEGER PRIMARY KEY, site INTEGER NOT NULL, url TEXT NOT NULL, level INTEGER NOT NULL, chain INTEGER NOT NULL,
    places INTEGER NOT NULL, found TEXT NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS link_url ON link (site, url);
  CREATE INDEX IF NOT EXISTS link_site ON link (site);

  -- Pages whose links are in the frontier.
  CREATE TABLE IF NOT EXISTS harvested (site INTEGER NOT NULL, url TEXT NOT NULL, PRIMARY KEY (site, url)) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS finished (site INTEGER PRIMARY KEY, inspection TEXT NOT NULL);`
