-- Which passages of published texts stand elsewhere: prints of every published text, so that a text can be compared with all of them at once.

-- index: the version of each published resource whose texts are below, and the way of reading them (a text read another way is read again).
CREATE TABLE passage_sources (
  resource_id TEXT NOT NULL PRIMARY KEY REFERENCES resources (id) ON DELETE CASCADE,
  commit_oid  TEXT NOT NULL CHECK (length(commit_oid) = 40),
  reading     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- index: one row per Markdown file. `words`: a 32-bit number per word, to compare; `places`: where each stands in `text` and what is known of it
-- (start on 4 bytes, length on 2, kind on 1, one list after the other), and `text`: the words themselves, to prove. Little-endian.
CREATE TABLE passage_texts (
  id          INTEGER PRIMARY KEY,
  resource_id TEXT NOT NULL REFERENCES passage_sources (resource_id) ON DELETE CASCADE,
  path        TEXT NOT NULL CHECK (length(path) > 0),
  words       BLOB NOT NULL CHECK (length(words) % 4 = 0),
  places      BLOB NOT NULL CHECK (length(places) * 4 = length(words) * 7),
  text        TEXT NOT NULL,
  UNIQUE (resource_id, path)
) STRICT;

-- index: the prints of each text, and the word where each begins.
CREATE TABLE passage_prints (
  print   INTEGER NOT NULL,
  text_id INTEGER NOT NULL REFERENCES passage_texts (id) ON DELETE CASCADE,
  place   INTEGER NOT NULL CHECK (place >= 0),
  PRIMARY KEY (print, text_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_prints_by_text ON passage_prints (text_id);
