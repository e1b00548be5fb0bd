-- Neighbours in an imported collection are found by their source: relative links between its fiches lead to each other.
CREATE INDEX resources_by_import_source ON resources (json_extract(record, '$.importedFrom.source')) WHERE json_extract(record, '$.importedFrom.source') IS NOT NULL;
