-- What is said of a resource's licence is told as messages on texts and propositions are, under the number -2: three tables take it, and keep what they hold.

-- index: as in 0008.
CREATE TABLE journal_events_next (
  resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number >= -2),
  place       INTEGER NOT NULL CHECK (place >= 0),
  oid         TEXT NOT NULL CHECK (length(oid) = 40),
  at          INTEGER NOT NULL,
  event       TEXT NOT NULL CHECK (json_valid(event)),
  PRIMARY KEY (resource_id, number, place)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_events_next SELECT * FROM journal_events;

-- index: as in 0008.
CREATE TABLE mentions_next (
  person      TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  number      INTEGER NOT NULL,
  place       INTEGER NOT NULL,
  reason      TEXT NOT NULL CHECK (reason IN ('named', 'answered', 'on_mine', 'on_my_words', 'thanked', 'consent_asked', 'consent_answered', 'consent_closed', 'role_offered', 'role_to_confirm', 'role_answered', 'role_disputed')),
  at          INTEGER NOT NULL,
  PRIMARY KEY (person, at, resource_id, number, place),
  FOREIGN KEY (resource_id, number, place) REFERENCES journal_events_next (resource_id, number, place) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO mentions_next SELECT * FROM mentions;

-- private: as in 0008.
CREATE TABLE seen_journals_next (
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number >= -2),
  tip         TEXT NOT NULL CHECK (length(tip) = 40),
  tip_at      INTEGER NOT NULL,
  PRIMARY KEY (person_id, resource_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO seen_journals_next SELECT * FROM seen_journals;

DROP TABLE mentions;
DROP TABLE journal_events;
DROP TABLE seen_journals;
ALTER TABLE journal_events_next RENAME TO journal_events;
ALTER TABLE mentions_next RENAME TO mentions;
ALTER TABLE seen_journals_next RENAME TO seen_journals;
CREATE INDEX mentions_by_event ON mentions (resource_id, number, place);

-- As in 0011: who reviewed what, for people's pages.
CREATE INDEX journal_events_by_reviewer ON journal_events (json_extract(event, '$.actor.id'), at)
  WHERE json_extract(event, '$.kind') IN ('verdict', 'reviewed');
