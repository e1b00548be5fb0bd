-- Suggestions of people without an account wait here, out of the repositories, until somebody of the resource lets them in.

-- private: the communities and persons who ask for such suggestions on their resources. Nobody does by default.
CREATE TABLE visitor_invitations (
  owner_id TEXT PRIMARY KEY REFERENCES owners (id),
  since    INTEGER NOT NULL
) STRICT;

-- private: suggestions that wait. Approved, one becomes a proposition (in Git) and its row goes; refused, its row goes.
CREATE TABLE visitor_suggestions (
  id          TEXT PRIMARY KEY CHECK (length(id) = 26),
  resource_id TEXT NOT NULL,
  anchor      TEXT NOT NULL CHECK (json_valid(anchor)),
  replacement TEXT NOT NULL CHECK (length(replacement) BETWEEN 1 AND 20000),
  reason      TEXT NOT NULL CHECK (length(reason) <= 2000),
  name        TEXT NOT NULL CHECK (length(name) <= 80),
  made_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX visitor_suggestions_by_resource ON visitor_suggestions (resource_id, made_at);

-- private: the erasable identity of whoever suggested and gave an address. Confirmed, it links the commits of `visitor_id` to the account
-- that confirmed the same address, before or after. Erasing the row leaves the name that the commits carry.
CREATE TABLE visitor_addresses (
  visitor_id   TEXT PRIMARY KEY CHECK (length(visitor_id) = 26),
  address      TEXT NOT NULL COLLATE NOCASE CHECK (address LIKE '%_@_%' AND length(address) <= 254),
  secret_hash  TEXT UNIQUE,
  expires_at   INTEGER,
  confirmed_at INTEGER,
  CHECK ((secret_hash IS NULL) = (expires_at IS NULL))
) STRICT;
CREATE INDEX visitor_addresses_confirmed ON visitor_addresses (address) WHERE confirmed_at IS NOT NULL;
