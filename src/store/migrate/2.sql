-- From version 1 to 2: the layout of texts, so that they can be read again; what is contradicted; edges by date.
ALTER TABLE document ADD COLUMN blocks TEXT;
CREATE INDEX node_code ON node (code) WHERE code IS NOT NULL;
CREATE INDEX document_model ON document (model);
CREATE INDEX edge_last_seen ON edge (last_seen);

CREATE VIEW contradictions AS
SELECT a.source_name, a.relation, a.target_name, a.status, a.confidence, a.first_seen, a.last_seen, b.relation AS other_relation,
  b.status AS other_status, b.confidence AS other_confidence, b.first_seen AS other_first_seen, b.last_seen AS other_last_seen,
  a.source, a.target
FROM edges a JOIN edges b ON a.source = b.source AND a.target = b.target AND a.status <> 'negated'
  AND (a.relation = b.relation AND b.status = 'negated'
    OR a.relation = 'supports' AND b.relation IN ('opposes', 'attacks') AND b.status <> 'negated');
