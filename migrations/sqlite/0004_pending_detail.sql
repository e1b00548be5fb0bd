-- Private: what only the note of an interrupted change knows. A push that was acknowledged and whose journal entry was not yet written
-- is told at the next start with its pusher's name, which Git itself does not keep.
ALTER TABLE pending_operations ADD COLUMN detail TEXT CHECK (detail IS NULL OR json_valid(detail));
