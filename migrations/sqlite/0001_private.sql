-- What no repository holds: accounts, communities, drafts. Backed up, never rebuilt.

-- private: one namespace of handles for persons and communities. Rows are never deleted: a handle is never reused.
CREATE TABLE owners (
  id         TEXT PRIMARY KEY CHECK (length(id) = 26),
  handle     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(handle) BETWEEN 2 AND 40),
  kind       TEXT NOT NULL CHECK (kind IN ('person', 'community')),
  created_at INTEGER NOT NULL
) STRICT;

-- private: the erasable identity table; pages resolve names here.
CREATE TABLE people (
  id              TEXT PRIMARY KEY REFERENCES owners (id),
  display_name    TEXT NOT NULL CHECK (length(display_name) BETWEEN 1 AND 80),
  form_of_address TEXT NOT NULL DEFAULT 'auteur·ice' CHECK (form_of_address IN ('autrice', 'auteur', 'auteur·ice')),
  bio             TEXT NOT NULL DEFAULT '' CHECK (length(bio) <= 2000),
  locale          TEXT NOT NULL DEFAULT 'fr' CHECK (locale IN ('fr', 'en')),
  is_admin        INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
  password_hash   TEXT,
  created_at      INTEGER NOT NULL
) STRICT;

-- private: grows whenever a shown name changes; part of page cache keys.
CREATE TABLE identity_generation (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), value INTEGER NOT NULL) STRICT;
INSERT INTO identity_generation VALUES (1, 1);

-- private: one person, several addresses. An address counts once confirmed; only one person can have confirmed it.
CREATE TABLE email_addresses (
  person_id    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  address      TEXT NOT NULL COLLATE NOCASE CHECK (address LIKE '%_@_%' AND length(address) <= 254),
  confirmed_at INTEGER,
  is_primary   INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
  added_at     INTEGER NOT NULL,
  PRIMARY KEY (person_id, address)
) STRICT;
CREATE UNIQUE INDEX one_owner_per_confirmed_address ON email_addresses (address) WHERE confirmed_at IS NOT NULL;

-- private: personal tokens; only a SHA-256 of the random secret is kept.
CREATE TABLE tokens (
  id           TEXT PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  name         TEXT NOT NULL,
  scopes       TEXT NOT NULL,
  secret_hash  TEXT NOT NULL UNIQUE,
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER,
  expires_at   INTEGER
) STRICT;

-- private: links sent by mail, single use.
CREATE TABLE one_time_links (
  secret_hash TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  purpose     TEXT NOT NULL CHECK (purpose IN ('reset', 'confirm')),
  address     TEXT NOT NULL,
  expires_at  INTEGER NOT NULL,
  used_at     INTEGER
) STRICT;

-- private: accounts of OpenID Connect providers.
CREATE TABLE identity_links (
  issuer    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT;

-- private: browser sessions (express-session).
CREATE TABLE sessions (
  id         TEXT PRIMARY KEY,
  data       TEXT NOT NULL,
  person_id  TEXT,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_person ON sessions (person_id);

-- private: communities and who belongs to them.
CREATE TABLE communities (
  id           TEXT PRIMARY KEY REFERENCES owners (id),
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  description  TEXT NOT NULL DEFAULT '',
  default_rule TEXT NOT NULL CHECK (json_valid(default_rule)),
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE memberships (
  community_id TEXT NOT NULL REFERENCES communities (id) ON DELETE CASCADE,
  person_id    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  role         TEXT NOT NULL CHECK (role IN ('member', 'steward')),
  since        INTEGER NOT NULL,
  PRIMARY KEY (community_id, person_id)
) STRICT;
CREATE INDEX memberships_by_person ON memberships (person_id);

-- private: autosaved changes not yet proposed; one per person, resource and file.
CREATE TABLE drafts (
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id TEXT NOT NULL,
  path        TEXT NOT NULL,
  base        TEXT NOT NULL CHECK (length(base) = 40),
  text        TEXT NOT NULL,
  reason      TEXT NOT NULL DEFAULT '',
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (person_id, resource_id, path)
) STRICT;

-- private: multi-step changes under way, so that a restart after a crash knows which repositories to look at.
CREATE TABLE pending_operations (
  id          TEXT PRIMARY KEY,
  resource_id TEXT NOT NULL,
  kind        TEXT NOT NULL,
  begun_at    INTEGER NOT NULL
) STRICT;
