-- Whoever wrote a passage is asked, on the proposition that brings it elsewhere, whether it may be used there: two more reasons for a message.

-- index: as in 0008.
CREATE TABLE mentions_next (
  person      TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  number      INTEGER NOT NULL,
  place       INTEGER NOT NULL,
  reason      TEXT NOT NULL CHECK (reason IN ('named', 'answered', 'on_mine', 'on_my_words', 'thanked', 'consent_asked', 'consent_answered', 'consent_closed', 'grant_asked', 'grant_answered', 'role_offered', 'role_to_confirm', 'role_answered', 'role_disputed')),
  at          INTEGER NOT NULL,
  PRIMARY KEY (person, at, resource_id, number, place),
  FOREIGN KEY (resource_id, number, place) REFERENCES journal_events (resource_id, number, place) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO mentions_next SELECT * FROM mentions;
DROP TABLE mentions;
ALTER TABLE mentions_next RENAME TO mentions;
CREATE INDEX mentions_by_event ON mentions (resource_id, number, place);
