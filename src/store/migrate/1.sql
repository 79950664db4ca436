-- The store: documents as they were read, what each states, and the graph that all of them make.
-- This is version 1; migrate/ has what later versions add, to old stores and to new ones alike.
-- docs/store.md tells the tables and views for those who query them. Offsets are bytes of document.text as UTF-8.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- ---- What documents state, as it was extracted.

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  stem TEXT NOT NULL,
  folded TEXT NOT NULL,
  title TEXT,
  date TEXT,
  author TEXT,
  url TEXT,
  source TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE,
  model TEXT,
  text TEXT
);
CREATE INDEX document_folded ON document (folded);
CREATE INDEX document_date ON document (date);

-- An entity as one document knows it.
CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  local TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  code TEXT,
  aliases TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  block TEXT,
  direct TEXT,
  certainty REAL,
  rival TEXT,
  node INTEGER REFERENCES node (id)
);
CREATE INDEX entity_document ON entity (document);
CREATE INDEX entity_local ON entity (local);
CREATE INDEX entity_direct ON entity (direct) WHERE direct IS NOT NULL;
CREATE INDEX entity_block ON entity (block) WHERE block IS NOT NULL;
CREATE INDEX entity_node ON entity (node);

-- The blocks of shorter names that may mean it.
CREATE TABLE offer (block TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity (id), PRIMARY KEY (block, entity)) WITHOUT ROWID;
CREATE INDEX offer_entity ON offer (entity);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  edge INTEGER REFERENCES edge (id),
  source INTEGER NOT NULL REFERENCES entity (id),
  target INTEGER NOT NULL REFERENCES entity (id),
  relation TEXT NOT NULL,
  status TEXT NOT NULL,
  confidence REAL NOT NULL,
  found_by TEXT NOT NULL,
  sentence INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  source_start INTEGER NOT NULL,
  source_end INTEGER NOT NULL,
  target_start INTEGER NOT NULL,
  target_end INTEGER NOT NULL,
  cue_start INTEGER,
  cue_end INTEGER,
  attributed_to TEXT,
  attributed_start INTEGER,
  attributed_end INTEGER,
  source_words TEXT,
  target_words TEXT,
  cue_words TEXT,
  digest TEXT NOT NULL,
  sentence_text TEXT
);
CREATE INDEX evidence_document ON evidence (document);
CREATE INDEX evidence_edge ON evidence (edge);
CREATE INDEX evidence_source ON evidence (source);
CREATE INDEX evidence_target ON evidence (target);

-- ---- The graph that all documents make, derived from the above.

CREATE TABLE node (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  code TEXT,
  mentions INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  first_seen TEXT,
  last_seen TEXT
);
CREATE INDEX node_name ON node (name);

CREATE TABLE alias (
  folded TEXT NOT NULL,
  node INTEGER NOT NULL REFERENCES node (id),
  alias TEXT NOT NULL,
  PRIMARY KEY (folded, node, alias)
) WITHOUT ROWID;
CREATE INDEX alias_node ON alias (node);

CREATE TABLE edge (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES node (id),
  target INTEGER NOT NULL REFERENCES node (id),
  relation TEXT NOT NULL,
  negated INTEGER NOT NULL,
  status TEXT NOT NULL,
  confidence REAL NOT NULL,
  count INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  first_seen TEXT,
  last_seen TEXT,
  UNIQUE (source, target, relation, negated)
);
CREATE INDEX edge_target ON edge (target);
CREATE INDEX edge_relation ON edge (relation);

-- Where an id leads that is another entity's in all documents.
CREATE TABLE redirect (local TEXT PRIMARY KEY, key TEXT NOT NULL, block TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX redirect_block ON redirect (block);
CREATE INDEX redirect_key ON redirect (key);

-- Relations without direction.
CREATE TABLE symmetric (relation TEXT PRIMARY KEY) WITHOUT ROWID;

-- What the graph lags behind in.
CREATE TABLE stale_block (block TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE stale_node (node INTEGER PRIMARY KEY);
CREATE TABLE stale_edge (edge INTEGER PRIMARY KEY);

-- Files whose articles are all in, by the hash of their bytes.
CREATE TABLE input (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, articles INTEGER NOT NULL) WITHOUT ROWID;

-- ---- Views for questions in SQL.

CREATE VIEW edges AS
SELECT e.id, s.key AS source, s.name AS source_name, s.type AS source_type, e.relation, t.key AS target, t.name AS target_name,
  t.type AS target_type, e.status, e.confidence, e.count, e.documents, e.first_seen, e.last_seen
FROM edge e JOIN node s ON s.id = e.source JOIN node t ON t.id = e.target;

CREATE VIEW who_backs_whom AS
SELECT source_name AS backer, target_name AS backed, status, confidence, count, documents, first_seen, last_seen, source, target
FROM edges WHERE relation = 'supports' AND status <> 'negated';

CREATE VIEW edges_with_evidence AS
SELECT g.*, d.name AS document, d.title AS title, d.date AS date, d.url AS url, v.sentence, v.status AS evidence_status,
  v.confidence AS evidence_confidence, v.found_by, v.attributed_to,
  coalesce(v.sentence_text, CAST(substr(CAST(d.text AS BLOB), v.start + 1, v."end" - v.start) AS TEXT)) AS sentence_text,
  v.source_words, v.target_words, v.cue_words,
  v.start, v."end"
FROM edges g JOIN evidence v ON v.edge = g.id JOIN document d ON d.id = v.document;
