-- How people want to be named. Histories keep what was written in them; pages, credits and exports ask these tables.

-- private: what each person chose, everywhere (resource_id is '') or on one resource, which then wins.
-- `family`: also on what was adapted from that resource, as far as nothing else was chosen there. No foreign key to the resource:
-- a choice outlives it, since adaptations of it remain.
CREATE TABLE name_choices (
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id TEXT NOT NULL,
  choice      TEXT NOT NULL CHECK (choice IN ('named', 'pseudonym', 'anonymous', 'withdrawn')),
  pseudonym   TEXT CHECK ((choice = 'pseudonym') = (pseudonym IS NOT NULL)),
  reach       TEXT NOT NULL CHECK (reach IN ('resource', 'family')),
  chosen_at   INTEGER NOT NULL,
  PRIMARY KEY (person_id, resource_id),
  -- Withdrawing one's name is a request about one work (CC 4.0, section 3(a)(3)).
  CHECK (choice NOT IN ('withdrawn', 'pseudonym') OR resource_id <> '')
) STRICT;
CREATE INDEX name_choices_by_resource ON name_choices (resource_id);

-- private: the names by which a person is written in a resource, where the history shows that they are theirs:
-- in headers they wrote themselves, and as author of its versions. JSON lists of names.
CREATE TABLE name_traces (
  person_id     TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id   TEXT NOT NULL,
  header_names  TEXT NOT NULL CHECK (json_valid(header_names)),
  written_names TEXT NOT NULL CHECK (json_valid(written_names)),
  PRIMARY KEY (person_id, resource_id)
) STRICT;
CREATE INDEX name_traces_by_resource ON name_traces (resource_id);

-- private: every choice ever made and what the person was named before it: the sealed proof of who wrote, never shown. Only grows.
CREATE TABLE name_proofs (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  choice      TEXT NOT NULL,
  -- {"displayName", "handle", "headerNames", "writtenNames"} at that time.
  was         TEXT NOT NULL CHECK (json_valid(was)),
  chosen_at   INTEGER NOT NULL
) STRICT;
CREATE TRIGGER name_proofs_stay_as_written BEFORE UPDATE ON name_proofs BEGIN SELECT RAISE(ABORT, 'a proof is never rewritten'); END;
CREATE TRIGGER name_proofs_stay BEFORE DELETE ON name_proofs BEGIN SELECT RAISE(ABORT, 'a proof is never removed'); END;
