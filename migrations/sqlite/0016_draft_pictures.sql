-- A picture is part of a text being written: like the draft it belongs to, nobody else sees it until the text is sent. It is kept from the
-- moment it arrives, so that what is still missing (who made it, under which licence) can be said without sending it again.

-- private: pictures of drafts, made anew from what was sent. `resource_id` and `draft_path` are empty for a fiche that is not there yet;
-- `placed` says where it stands in the text and what is said of it. Without bytes, it is a picture the fiche has already, of which the
-- draft says whose it is.
CREATE TABLE draft_pictures (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  resource_id TEXT NOT NULL,
  draft_path  TEXT NOT NULL,
  width       INTEGER NOT NULL CHECK (width > 0),
  height      INTEGER NOT NULL CHECK (height > 0),
  was_moving  INTEGER NOT NULL CHECK (was_moving IN (0, 1)),
  placed      TEXT CHECK (placed IS NULL OR json_valid(placed)),
  sent_at     INTEGER NOT NULL,
  bytes       BLOB NOT NULL CHECK (length(bytes) > 0 OR placed IS NOT NULL)
) STRICT;
CREATE INDEX draft_pictures_by_draft ON draft_pictures (person_id, resource_id, draft_path);
