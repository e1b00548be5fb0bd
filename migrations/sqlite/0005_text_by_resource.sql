-- The id of a resource becomes a word of its text, so that the row to replace is found without reading all the others.
ALTER TABLE resource_text RENAME TO resource_text_before;
CREATE VIRTUAL TABLE resource_text USING fts5 (
  resource_id, title, summary, keywords, body,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
INSERT INTO resource_text (resource_id, title, summary, keywords, body) SELECT resource_id, title, summary, keywords, body FROM resource_text_before;
DROP TABLE resource_text_before;
