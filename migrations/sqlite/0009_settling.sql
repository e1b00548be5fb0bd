-- Settling passages two people changed, and taking an origin's news passage by passage.

-- private: choices under way on one screen, so that closing it loses none. Dropped once sent.
CREATE TABLE picks_drafts (
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id TEXT NOT NULL,
  subject     TEXT NOT NULL,
  -- What was ticked and what was typed, by decision: {"picks":{…},"texts":{…}}.
  picks       TEXT NOT NULL CHECK (json_valid(picks)),
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (person_id, resource_id, subject)
) STRICT;

-- private: which explanations somebody has read and closed.
CREATE TABLE tours_seen (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  tour      TEXT NOT NULL CHECK (tour IN ('concilier', 'nouveautes')),
  seen_at   INTEGER NOT NULL,
  PRIMARY KEY (person_id, tour)
) STRICT;
