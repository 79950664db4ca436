-- From version 2 to 3: seals, by which a check knows whether a document and what it states are as they were taken in; the
-- whole graph in one value, which is made when it is asked for and is no data of its own.
ALTER TABLE document ADD COLUMN seal TEXT;
CREATE TABLE snapshot (made_by TEXT NOT NULL, graph BLOB NOT NULL);
