-- Who is told what of what happens to propositions: the inbox, mentions and mails.

-- index: what the journals say, event by event, in their order (`place`, from 0). `number` is that of the proposition; 0: what is said of the published text.
CREATE TABLE journal_events (
  resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number >= 0),
  place       INTEGER NOT NULL CHECK (place >= 0),
  oid         TEXT NOT NULL CHECK (length(oid) = 40),
  at          INTEGER NOT NULL,
  event       TEXT NOT NULL CHECK (json_valid(event)),
  PRIMARY KEY (resource_id, number, place)
) STRICT, WITHOUT ROWID;

-- index: whom each event is for, and why. `person` is an id, or `@handle` as it was written: who it names is not in Git.
CREATE TABLE mentions (
  person      TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  number      INTEGER NOT NULL,
  place       INTEGER NOT NULL,
  reason      TEXT NOT NULL CHECK (reason IN ('named', 'answered', 'on_mine', 'thanked')),
  at          INTEGER NOT NULL,
  PRIMARY KEY (person, at, resource_id, number, place),
  FOREIGN KEY (resource_id, number, place) REFERENCES journal_events (resource_id, number, place) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_event ON mentions (resource_id, number, place);

-- private: up to where each person has read each journal: its last event then, and when that one happened (should the journal be rewritten by an erasure).
CREATE TABLE seen_journals (
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number >= 0),
  tip         TEXT NOT NULL CHECK (length(tip) = 40),
  tip_at      INTEGER NOT NULL,
  PRIMARY KEY (person_id, resource_id, number)
) STRICT, WITHOUT ROWID;

-- private: how often each person wants mail, up to when they were told, and the key their unsubscribing links are signed with.
-- Nobody is told again what happened before; a person without a row has the weekly summary, from the day they came.
CREATE TABLE notification_settings (
  person_id       TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  frequency       TEXT NOT NULL CHECK (frequency IN ('weekly', 'daily', 'at_once', 'none')),
  told_until      INTEGER NOT NULL,
  unsubscribe_key TEXT NOT NULL CHECK (length(unsubscribe_key) >= 32)
) STRICT;
-- Those who were there before are told of nothing older than today.
INSERT INTO notification_settings SELECT id, 'weekly', CAST(strftime('%s', 'now') AS INTEGER) * 1000, lower(hex(randomblob(32))) FROM people;
