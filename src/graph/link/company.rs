//! Telling by the company that somebody keeps who is meant by a name that several have.
//!
//! Names in one article are of one story: who is called Clinton beside a Whitewater lawyer is he who was named in full
//! beside the same lawyer elsewhere. The score adds up who is shared, weighted by how rarely anybody meets them and by
//! the share of the candidate's documents that has them, over a prior for those who are written of more (as collective
//! entity linking does; Cucerzan, EMNLP 2007). Nothing depends on the order of documents.

use std::collections::BTreeMap;

/// Whom an entity is mentioned with in one document: ids, and whether the gazetteer knows them. Titles count too.
pub(crate) type Company = BTreeMap<String, bool>;

/// Weight of a shared acquaintance.
const WEIGHT: f32 = 2.0;
/// Of one that the gazetteer knows: countries and great bodies are in most articles.
const WEIGHT_KNOWN: f32 = 0.5;
/// Who shares nobody, and is written of in fewer documents, is not meant by a name alone.
const KNOWN_WELL: usize = 3;
/// Most documents of a candidate that are looked at.
pub(super) const SAMPLE: usize = 200;

/// Somebody who may be meant, and the company of all documents that are looked at.
#[derive(Debug, Default)]
pub(super) struct Candidate {
    documents: usize,
    met: BTreeMap<String, (usize, bool)>,
}

impl Candidate {
    pub fn take(&mut self, company: &Company) {
        self.documents += 1;
        for (id, known) in company {
            self.met.entry(id.clone()).or_insert((0, *known)).0 += 1;
        }
    }

    /// How well the company fits, as the logarithm of a likelihood, and whether anybody at all is shared.
    fn score(&self, company: &Company) -> (f32, bool) {
        let documents = self.documents as f32;
        let mut score = documents.ln();
        let mut shared = false;
        for (count, known) in company.keys().filter_map(|id| self.met.get(id)) {
            shared = true;
            let weight = if *known { WEIGHT_KNOWN } else { WEIGHT };
            score += weight * (*count as f32 / documents).sqrt();
        }
        (score, shared)
    }
}

/// Which candidate is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub best: usize,
    /// Its probability.
    pub certainty: f32,
    /// Whether the company speaks for it, and not only how much is written of it.
    pub shared: bool,
    pub next: Option<usize>,
}

/// Which candidate the company points to; none where nothing is shared with the best and little is written of it.
/// Somebody who is not among the candidates counts as one more of a single document and no shared company.
pub(super) fn choose(candidates: &[Candidate], company: &Company) -> Option<Choice> {
    let scores: Vec<(f32, bool)> = candidates.iter().map(|candidate| candidate.score(company)).collect();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| scores[b].0.total_cmp(&scores[a].0).then(a.cmp(&b)));
    let best = *order.first()?;
    let (top, shared) = scores[best];
    if !shared && candidates[best].documents < KNOWN_WELL {
        return None;
    }
    // Of somebody else there is one document, whose logarithm is 0.
    let total: f32 = scores.iter().map(|(score, _)| (score - top).exp()).sum::<f32>() + (-top).exp();
    Some(Choice { best, certainty: 1.0 / total, shared, next: order.get(1).copied() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(ids: &[(&str, bool)]) -> Company {
        ids.iter().map(|&(id, known)| (id.to_owned(), known)).collect()
    }

    #[test]
    fn shared_company_decides_and_none_decides_nothing() {
        let mut candidates = [Candidate::default(), Candidate::default()];
        candidates[0].take(&company(&[("ada-lang", false), ("norland", true)]));
        for _ in 0..9 {
            candidates[1].take(&company(&[("ben-oduya", false), ("norland", true)]));
        }
        let chosen = |ids: &[(&str, bool)]| choose(&candidates, &company(ids)).map(|c| (c.best, c.shared));
        assert_eq!(chosen(&[("ben-oduya", false)]), Some((1, true)));
        assert_eq!(chosen(&[("carla-voss", false)]), Some((1, false)), "much is written of it");
        let mut even = [Candidate::default(), Candidate::default()];
        even[0].take(&company(&[("ada-lang", false), ("norland", true)]));
        even[1].take(&company(&[("ben-oduya", false), ("norland", true)]));
        let chosen = choose(&even, &company(&[("ada-lang", false), ("norland", true)])).unwrap();
        assert!(chosen.best == 0 && chosen.certainty > 0.65, "{chosen:?}");
        assert_eq!(choose(&even, &company(&[("carla-voss", false)])), None);
        assert_eq!(choose(&[], &company(&[])), None);
    }
}
