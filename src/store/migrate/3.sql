-- From version 2 to 3: seals, by which a check knows whether a document and what it states are as they were taken in.
ALTER TABLE document ADD COLUMN seal TEXT;
