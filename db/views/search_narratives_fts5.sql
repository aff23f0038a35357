CREATE VIRTUAL TABLE search_narratives USING fts5(
    id UNINDEXED, report_id UNINDEXED, part_id UNINDEXED, stage UNINDEXED, field UNINDEXED, criterion UNINDEXED, text,
    content='narratives', content_rowid='id', tokenize='trigram'
)
-- next
CREATE TRIGGER search_narratives_insert AFTER INSERT ON narratives BEGIN
    INSERT INTO search_narratives (rowid, text) VALUES (new.id, new.text);
END
-- next
CREATE TRIGGER search_narratives_delete AFTER DELETE ON narratives BEGIN
    INSERT INTO search_narratives (search_narratives, rowid, text) VALUES ('delete', old.id, old.text);
END
-- next
CREATE TRIGGER search_narratives_update AFTER UPDATE ON narratives BEGIN
    INSERT INTO search_narratives (search_narratives, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO search_narratives (rowid, text) VALUES (new.id, new.text);
END
-- next
INSERT INTO search_narratives (search_narratives) VALUES ('rebuild')
