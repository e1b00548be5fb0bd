-- What pages and search read, rebuilt from the repositories by `communs admin reindex`.

-- index: one row per repository; `record` is the domain's Resource as JSON, the columns are what queries filter on.
CREATE TABLE resources (
  id          TEXT PRIMARY KEY CHECK (length(id) = 26),
  owner_id    TEXT NOT NULL REFERENCES owners (id),
  slug        TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 80),
  state       TEXT NOT NULL CHECK (state IN ('empty', 'published', 'retired')),
  title       TEXT NOT NULL,
  type        TEXT,
  language    TEXT,
  licence     TEXT,
  duration    TEXT,
  origin_id   TEXT,
  tip         TEXT,
  journal_tip TEXT,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  record      TEXT NOT NULL CHECK (json_valid(record)),
  UNIQUE (owner_id, slug)
) STRICT;
CREATE INDEX resources_by_origin ON resources (origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX resources_by_update ON resources (state, updated_at DESC);

-- index: concepts of a resource, for filters and counts.
CREATE TABLE resource_concepts (
  resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  facet       TEXT NOT NULL CHECK (facet IN ('theme', 'need', 'audience')),
  notation    TEXT NOT NULL,
  PRIMARY KEY (facet, notation, resource_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_concepts_by_resource ON resource_concepts (resource_id);

-- index: addresses a resource had before a rename or a transfer.
CREATE TABLE redirects (
  owner_handle TEXT NOT NULL COLLATE NOCASE,
  slug         TEXT NOT NULL,
  resource_id  TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  PRIMARY KEY (owner_handle, slug)
) STRICT, WITHOUT ROWID;

-- index: who stewards what (from the resource's journal).
CREATE TABLE stewards (
  resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  person_id   TEXT NOT NULL,
  PRIMARY KEY (resource_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stewards_by_person ON stewards (person_id);

-- index: authors and co-authors of a resource's history, by address.
CREATE TABLE resource_people (
  resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  email       TEXT NOT NULL COLLATE NOCASE,
  name        TEXT NOT NULL,
  first_at    INTEGER NOT NULL,
  last_at     INTEGER NOT NULL,
  commits     INTEGER NOT NULL,
  PRIMARY KEY (email, resource_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_people_by_resource ON resource_people (resource_id);

-- index: full-text search, accents folded, prefixes of two and three letters.
CREATE VIRTUAL TABLE resource_text USING fts5 (
  resource_id UNINDEXED, title, summary, keywords, body,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

-- index: propositions, rebuilt from refs/merge-requests/*.
CREATE TABLE merge_requests (
  resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number > 0),
  state       TEXT NOT NULL CHECK (state IN ('open', 'merged', 'declined', 'withdrawn')),
  proposer_id TEXT NOT NULL,
  opened_at   INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  record      TEXT NOT NULL CHECK (json_valid(record)),
  PRIMARY KEY (resource_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_requests_by_proposer ON merge_requests (proposer_id, state);
CREATE INDEX merge_requests_awaiting ON merge_requests (state, opened_at);
