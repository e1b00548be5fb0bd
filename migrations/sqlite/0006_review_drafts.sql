-- private: reviews being written, until their author ends them. What is ended is in the proposition's journal.
CREATE TABLE review_drafts (
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),
  record      TEXT NOT NULL CHECK (json_valid(record)),
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (person_id, resource_id, number)
) STRICT, WITHOUT ROWID;
