//! What a user should look at: joined names and edges that are doubtful, the most valuable first.
//!
//! The value of an answer is the doubt times what hangs on it: the documents of a name, the weight of the ends of an
//! edge. What the curation decides already is not asked again.

mod doubt;

pub use doubt::{Doubt, Question};

use super::copies::LASTING;
use super::curation::{Curation, Merge};
use super::read::SENTENCE;
use super::{Store, StoreError, row};
use crate::graph::{Edge, Evidence, Node, Unit, alike, is_described};
use rusqlite::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Names that are joined with less certainty are asked about.
const SURE: f64 = 0.97;
/// How alike names must be, from 0 to 1, to ask whether they are one.
const ALIKE: f64 = 0.86;
/// Names that share a word are compared with each other where there are no more than so many.
const CROWD: usize = 200;

impl Store {
    /// The doubtful names and edges that the curation does not decide, the most valuable first, at most `most`.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn doubts(&self, curation: &Curation, most: usize) -> Result<Vec<Doubt>, StoreError> {
        let _state = self.one_state()?;
        let mut doubts = self.doubtful_names(curation)?;
        doubts.extend(self.alike_names(curation)?);
        doubts.extend(self.doubtful_edges(curation, most)?);
        doubts.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.question.ids().cmp(&b.question.ids())));
        doubts.truncate(most);
        for doubt in &mut doubts {
            doubt.sentences = self.sentences(&doubt.question)?;
        }
        Ok(doubts)
    }

    /// Names that stand for somebody by guess: whole ids, and ids within a document.
    fn doubtful_names(&self, curation: &Curation) -> Result<Vec<Doubt>, StoreError> {
        let sql = format!(
            "SELECT e.local, e.name, e.certainty, e.rival, e.direct, d.name, e.mentions, n.key, {LASTING} \
             FROM entity e JOIN document d ON d.id = e.document JOIN node n ON n.id = e.node \
             WHERE e.certainty < ?1 ORDER BY e.id"
        );
        struct Guess {
            local: String,
            name: String,
            certainty: f64,
            other: Option<(String, bool)>,
            /// The name by which it can always be told, and the one that it has now.
            document: String,
            called: String,
            mentions: f64,
        }
        let read = |row: &Row| {
            let (rival, direct, key): (Option<String>, Option<String>, String) =
                (row.get(3)?, row.get(4)?, row.get(7)?);
            let joined = direct.is_some() && !is_described(&key);
            let other = if joined { Some((key, true)) } else { rival.map(|rival| (rival, false)) };
            Ok(Guess {
                local: row.get(0)?,
                name: row.get(1)?,
                certainty: row.get(2)?,
                other,
                document: row.get(8)?,
                called: row.get(5)?,
                mentions: row.get(6)?,
            })
        };
        let decided = |guess: &Guess| {
            curation.apart.iter().any(|apart| apart.ids.contains(&guess.local))
                || curation.merge.iter().any(|merge| merge.ids.contains(&guess.local))
                || curation.split.iter().any(|split| {
                    split.id == guess.local
                        && split.documents.iter().any(|name| [&guess.document, &guess.called].contains(&name))
                })
        };
        let whole: BTreeSet<String> =
            self.list("SELECT local FROM redirect", [], |row| row.get(0))?.into_iter().collect();
        let mut same: BTreeMap<(String, String), (Guess, f64)> = BTreeMap::new();
        let mut doubts = Vec::new();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for guess in self.list(&sql, [SURE], read)?.into_iter().filter(|guess| !decided(guess)) {
            let Some((into, joined)) = guess.other.clone() else { continue };
            if whole.contains(&guess.local) {
                let key = (guess.local.clone(), into);
                let weight = guess.mentions;
                same.entry(key).and_modify(|(_, all)| *all += weight).or_insert((guess, weight));
                continue;
            }
            let certainty = if joined { guess.certainty } else { 1.0 - guess.certainty };
            let into_name = match names.get(&into) {
                Some(name) => name.clone(),
                None => names.entry(into.clone()).or_insert(self.name_of(&into)?).clone(),
            };
            let (id, name, document) = (guess.local, guess.name, guess.document);
            let question = Question::Means { id, name, document, into, into_name, joined };
            doubts.push(Doubt { question, certainty, value: value(certainty, guess.mentions), sentences: Vec::new() });
        }
        for ((id, into), (guess, weight)) in same.into_iter().filter(|((id, into), _)| !is_decided(curation, id, into))
        {
            let into_name = self.name_of(&into)?;
            let question = Question::Same { id, name: guess.name, into, into_name, joined: true };
            doubts.push(Doubt {
                question,
                certainty: guess.certainty,
                value: value(guess.certainty, weight),
                sentences: Vec::new(),
            });
        }
        Ok(doubts)
    }

    /// Names that look alike and are not joined: those of one type that share a first or last word.
    fn alike_names(&self, curation: &Curation) -> Result<Vec<Doubt>, StoreError> {
        let sql = "SELECT n.key, n.name, n.type, n.code, '[]', n.mentions FROM node n WHERE n.code IS NULL AND n.type IN ('person', 'organization', 'group') ORDER BY n.key";
        let nodes: Vec<Node> = self.list(sql, [], |row| row::entity(row, 0))?;
        let units: Vec<(Unit, f64)> = nodes
            .iter()
            .filter(|node| !is_described(&node.id))
            .map(|node| (Unit::new(node, ""), node.mentions as f64))
            .collect();
        let cores: Vec<String> = units.iter().map(|(unit, _)| unit.core().join(" ")).collect();
        let mut groups: BTreeMap<(String, String, bool), Vec<usize>> = BTreeMap::new();
        for (at, (unit, _)) in units.iter().enumerate() {
            let core = unit.core();
            if let [first, .., last] = core.as_slice() {
                for (word, is_last) in [(first, false), (last, true)] {
                    groups.entry((unit.kind.as_str().to_owned(), word.clone(), is_last)).or_default().push(at);
                }
            }
        }
        let mut seen = BTreeSet::new();
        let mut doubts = Vec::new();
        for group in groups.into_values().filter(|group| group.len() > 1 && group.len() <= CROWD) {
            for (n, &a) in group.iter().enumerate() {
                for &b in &group[n + 1..] {
                    let ((one, ones), (other, others)) = (&units[a], &units[b]);
                    if alike(&cores[a], &cores[b], ALIKE) < ALIKE || !seen.insert((a.min(b), a.max(b))) {
                        continue;
                    }
                    // The one that is written of less would go.
                    let (gone, stays) = if (ones, &other.id) < (others, &one.id) { (one, other) } else { (other, one) };
                    if is_decided(curation, &gone.id, &stays.id) {
                        continue;
                    }
                    let question = Question::Same {
                        id: gone.id.clone(),
                        name: gone.name.clone(),
                        into: stays.id.clone(),
                        into_name: stays.name.clone(),
                        joined: false,
                    };
                    let certainty = 0.5;
                    doubts.push(Doubt {
                        question,
                        certainty,
                        value: value(certainty, ones.min(*others)),
                        sentences: Vec::new(),
                    });
                }
            }
        }
        Ok(doubts)
    }

    fn doubtful_edges(&self, curation: &Curation, most: usize) -> Result<Vec<Doubt>, StoreError> {
        // What hangs on an edge is how much is written of its ends.
        let sql = "SELECT s.key, s.name, e.relation, t.key, t.name, e.status, e.confidence, \
                   e.confidence * (1 - e.confidence) * 4 * min(s.documents, t.documents) AS value \
                   FROM edge e JOIN node s ON s.id = e.source JOIN node t ON t.id = e.target \
                   WHERE e.negated = 0 AND e.confidence < 0.9 ORDER BY value DESC, e.id LIMIT ?1";
        let read = |row: &Row| {
            let [source, source_name, relation, target, target_name, status]: [String; 6] =
                [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
            let question = Question::Edge { source, source_name, relation, target, target_name, status };
            Ok(Doubt { question, certainty: row.get(6)?, value: row.get(7)?, sentences: Vec::new() })
        };
        let decided = |doubt: &Doubt| match &doubt.question {
            Question::Edge { source, relation, target, .. } => {
                curation.assert.iter().any(|a| (&a.source, &a.relation, &a.target) == (source, relation, target))
            }
            _ => false,
        };
        let all = most + curation.assert.len();
        Ok(self.list(sql, [all], read)?.into_iter().filter(|doubt| !decided(doubt)).collect())
    }

    fn name_of(&self, id: &str) -> Result<String, StoreError> {
        let sql = "SELECT coalesce((SELECT name FROM node WHERE key = ?1), (SELECT name FROM entity WHERE local = ?1 LIMIT 1), ?1)";
        self.ask(sql, [id], |row| row.get(0))
    }

    /// Up to three sentences that help to decide.
    fn sentences(&self, question: &Question) -> Result<Vec<(String, String)>, StoreError> {
        let from = format!(
            "SELECT DISTINCT d.name, {SENTENCE} FROM evidence v JOIN document d ON d.id = v.document WHERE (v.source IN \
             (SELECT id FROM entity WHERE local = ?1) OR v.target IN (SELECT id FROM entity WHERE local = ?1))"
        );
        let read = |row: &Row| Ok((row.get(0)?, String::from_utf8_lossy(row.get_ref(1)?.as_bytes()?).into_owned()));
        match question {
            Question::Means { id, document, .. } => {
                let sql = format!("{from} AND {LASTING} = ?2 ORDER BY v.id LIMIT 3");
                self.list(&sql, [id, document], read)
            }
            Question::Same { id, .. } => {
                let sql = format!("{from} ORDER BY v.id LIMIT 3");
                self.list(&sql, [id], read)
            }
            Question::Edge { source, relation, target, .. } => {
                let edge = ([source.as_str(), target], relation.as_str(), false);
                let (mut evidence, _) = self.evidence([edge], &Default::default())?;
                let best = Edge::from_evidence(relation.clone(), evidence.pop().unwrap_or_default());
                let shown = |e: &Evidence| (e.document.clone(), e.text.clone());
                Ok(best.evidence.iter().take(3).map(shown).collect())
            }
        }
    }
}

/// Whether the user has said of two ids whether they are one.
fn is_decided(curation: &Curation, a: &String, b: &String) -> bool {
    let merged = |merge: &Merge| [a, b].iter().all(|id| merge.ids.contains(id) || merge.into == **id);
    curation.merge.iter().any(merged)
        || curation.different.iter().any(|different| different.ids.contains(a) && different.ids.contains(b))
        || curation.apart.iter().any(|apart| apart.ids.contains(a) || apart.ids.contains(b))
}

/// The doubt, 1 where it is even, times what hangs on it.
fn value(certainty: f64, weight: f64) -> f64 {
    certainty * (1.0 - certainty) * 4.0 * weight
}
