-- From version 3 to 4: where copies of a document lie. Its content is in once; what it is called follows the first of them
-- all, so that the order in which they came makes no difference, and it stays until none of them is left.
CREATE TABLE copy (
  source TEXT PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  stem TEXT NOT NULL,
  title TEXT,
  date TEXT,
  author TEXT,
  url TEXT
) WITHOUT ROWID;
CREATE INDEX copy_document ON copy (document);
