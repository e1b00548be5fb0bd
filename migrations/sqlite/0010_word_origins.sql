-- Who wrote each word of a file, worked out from its history: a page is then shown at once, whatever the length of the history.

-- index: one row per version and file, found by object ids alone, so that adaptations of one history share them. `engine` names the way of
-- working it out, `network` the versions of other resources it was compared with: rows of another one are never read. Names and addresses are those that Git has; what people are called is never here.
CREATE TABLE word_origins (
  commit_oid TEXT NOT NULL CHECK (length(commit_oid) = 40),
  path       TEXT NOT NULL CHECK (length(path) > 0),
  engine     TEXT NOT NULL,
  network    TEXT NOT NULL,
  found_at   INTEGER NOT NULL,
  record     TEXT NOT NULL CHECK (json_valid(record)),
  PRIMARY KEY (commit_oid, path, engine, network)
) STRICT, WITHOUT ROWID;
CREATE INDEX word_origins_by_age ON word_origins (found_at);
