//! The name and the type that an entity gets.

use super::candidate::Candidate;
use super::cluster::Cluster;
use super::find_descriptions::content_clause;
use super::gazetteer::Gazetteer;
use super::resolve::Resolution;
use super::scene::Scene;
use super::{EntityType, MentionForm};
use crate::reading::Deprel;

/// Descriptions that are named after others that are named after others: no deeper than this.
const DEPTH: usize = 3;

/// Gives names to the clusters of a document.
pub(super) struct Namer<'n, 'a> {
    pub scenes: &'n [Scene<'a>],
    pub candidates: &'n [Candidate],
    pub resolution: &'n Resolution,
    pub gazetteer: &'n Gazetteer,
}

impl Namer<'_, '_> {
    /// The fullest name without titles, the gazetteer's for what it knows, or the description that says most.
    pub(super) fn name(&self, cluster: usize) -> String {
        self.name_at(cluster, 0)
    }

    fn name_at(&self, id: usize, depth: usize) -> String {
        let cluster = &self.resolution.clusters[id];
        if let Some(entry) = cluster.entry {
            return self.gazetteer.entry(entry).name.clone();
        }
        self.fullest(cluster).or_else(|| self.described(cluster, depth)).unwrap_or_default()
    }

    fn fullest(&self, cluster: &Cluster) -> Option<String> {
        let names = cluster.members.iter().map(|&m| &self.candidates[m]).filter(|c| c.form == MentionForm::Name);
        let written = names.map(|c| (c, tidy(self.scenes[c.sentence].words(&c.core))));
        // A name in a headline in capitals only where the text has no other; then the most words, then the first.
        let best = written.enumerate().max_by_key(|(i, (c, text))| {
            let shouted = self.scenes[c.sentence].shouted && !text.chars().any(char::is_lowercase);
            let person = c.kind == cluster.kind;
            (
                !shouted,
                person,
                c.words.len(),
                text.chars().filter(|c| c.is_alphabetic()).count().min(60),
                usize::MAX - i,
            )
        });
        best.map(|(_, (_, text))| text)
    }

    /// The name by which the text calls a person when it is short: the surname where it stands alone; else as
    /// [`Namer::name`].
    fn short_name(&self, id: usize, depth: usize) -> String {
        let full = self.name_at(id, depth);
        let cluster = &self.resolution.clusters[id];
        if cluster.kind != Some(EntityType::Person) || cluster.entry.is_some() {
            return full;
        }
        let names = cluster.members.iter().map(|&m| &self.candidates[m]).filter(|c| c.form == MentionForm::Name);
        let written = names.filter(|c| !self.scenes[c.sentence].shouted);
        let short = written.map(|c| tidy(self.scenes[c.sentence].words(&c.core))).filter(|text| full.ends_with(text));
        short.min_by_key(|text| text.split([' ', '-']).count()).unwrap_or(full)
    }

    fn described(&self, cluster: &Cluster, depth: usize) -> Option<String> {
        let all = cluster.members.iter().filter(|&&m| self.candidates[m].form == MentionForm::Description);
        let best = all.enumerate().max_by_key(|(i, m)| {
            let c = &self.candidates[**m];
            (!self.resolution.anchors[**m].is_empty(), c.part_of.is_none(), !c.words.is_empty(), usize::MAX - i)
        });
        best.map(|(_, &m)| self.description(m, depth))
    }

    /// The description without its article; "his advisers" with the name of whose they are.
    fn description(&self, m: usize, depth: usize) -> String {
        let c = &self.candidates[m];
        let scene = &self.scenes[c.sentence];
        let mut start = c.tokens.start;
        let mut owner = None;
        while start < c.head {
            match scene.deprel(start) {
                // "all-girl team" keeps its first word.
                Deprel::Det | Deprel::DetPredet if scene.form(start + 1) != "-" => {}
                Deprel::NmodPoss if scene.upos(start) == crate::reading::Upos::Pron => {
                    owner = c
                        .anchors
                        .iter()
                        .find(|&&a| self.candidates[a].head == start)
                        .and_then(|&a| self.resolution.of[a]);
                }
                _ => break,
            }
            start += 1;
        }
        if c.kind == Some(EntityType::Plan) && content_clause(scene, c.head).is_some() {
            return without_odd_marks(&tidy(scene.words(&(c.head..c.tokens.end))));
        }
        // Whose it is has a name without titles here too.
        let titled = |a: &&Candidate| a.form == MentionForm::Name && a.tokens.start == start && a.core.end <= c.head;
        if let Some(owner) = c.anchors.iter().map(|&a| &self.candidates[a]).find(titled) {
            start = owner.core.start;
        }
        // What stands behind the head is needed only where it holds the anchor or where nothing stands before.
        let before = c.anchors.iter().any(|&a| self.candidates[a].head < c.head);
        let end = match before {
            true => c.head + 1,
            false => self.place_of(m).unwrap_or(c.tokens.end),
        };
        let text = without_odd_marks(&tidy(scene.words(&(start..end))));
        match owner.filter(|_| depth < DEPTH) {
            Some(owner) => possessive(&self.short_name(owner, depth + 1)) + " " + &text,
            None => text,
        }
    }

    /// The end of the place behind an event that nothing else anchors: "the celebrations in Sudmark".
    fn place_of(&self, m: usize) -> Option<usize> {
        let event = &self.candidates[m];
        if event.kind != Some(EntityType::Event) || !event.anchors.is_empty() {
            return None;
        }
        let scene = &self.scenes[event.sentence];
        let case = event.tokens.end;
        let behind = self.candidates[m + 1..].iter().take_while(|c| c.sentence == event.sentence);
        let mut places = behind.filter(|c| c.form == MentionForm::Name && c.kind == Some(EntityType::Place));
        let place = places.find(|c| scene.child(c.head, &[Deprel::Case]) == Some(case))?;
        let here = matches!(scene.form(case), "in" | "at")
            && scene.deprel(place.head) == Deprel::Nmod
            && scene.head(place.head).is_some_and(|h| event.tokens.contains(&h));
        here.then_some(place.core.end)
    }

    /// Whether it has a name or is described through one, however indirectly.
    pub(super) fn anchored(&self, id: usize, depth: usize) -> bool {
        let cluster = &self.resolution.clusters[id];
        cluster.named
            || depth < DEPTH
                && cluster
                    .members
                    .iter()
                    .flat_map(|&m| &self.resolution.anchors[m])
                    .any(|&a| a != id && self.anchored(a, depth + 1))
    }

    pub(super) fn kind(&self, cluster: &Cluster) -> EntityType {
        match cluster.entry {
            Some(entry) => self.gazetteer.entry(entry).kind,
            None => cluster.kind.unwrap_or(EntityType::Organization),
        }
    }
}

/// "Hallam's", "the fighters'".
fn possessive(owner: &str) -> String {
    if owner.ends_with('s') && owner.split(' ').next_back().is_some_and(|w| w.chars().all(char::is_lowercase)) {
        format!("{owner}'")
    } else {
        format!("{owner}'s")
    }
}

/// On one line, with single spaces.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the quotation marks that the words hold one of a pair of.
fn without_odd_marks(words: &str) -> String {
    let odd = |c: char| match c {
        '“' | '”' => words.matches('“').count() != words.matches('”').count(),
        '"' => words.matches('"').count() % 2 == 1,
        _ => false,
    };
    words.chars().filter(|&c| !odd(c)).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_both_marks_or_none() {
        assert_eq!(without_odd_marks("“locally owned process"), "locally owned process");
        assert_eq!(without_odd_marks("government of \"war"), "government of war");
        assert_eq!(without_odd_marks("plan for a “safe zone”"), "plan for a “safe zone”");
    }
}
